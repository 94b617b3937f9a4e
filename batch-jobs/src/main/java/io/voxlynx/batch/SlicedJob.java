package io.voxlynx.batch;

import io.voxlynx.metrics.Metrics;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.LogLine;
import io.voxlynx.trace.Trace;
import io.voxlynx.upkeep.Slice;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jdbi.v3.core.Handle;

/**
 * A job of many small transactions. What it has done is committed slice by slice; how far it got and what it has counted
 * goes into the repository when it is stopped, and a restart goes on from there.
 */
abstract class SlicedJob extends AbstractBatchlet {

    private static final Logger LOG = Logger.getLogger(SlicedJob.class.getName());

    static final int USUAL_ROWS = 5_000;

    @Inject
    JobContext job;

    @Inject
    StepContext step;

    @Inject
    Database database;

    @Inject
    GivenParameters given;

    private SliceProgress progress;
    private volatile boolean stopAsked;

    /** One part of the work: the next slice of it, in the transaction. */
    @FunctionalInterface
    interface Part {
        Slice next(Handle db, String after);
    }

    /**
     * The parts in their order, by the names under which the exit status has their counts.
     *
     * @param begun by the database's clock, when the job was started for the first time
     * @throws RefusedJob if the properties are not good
     */
    abstract Map<String, Part> parts(JobParameters parameters, Instant begun);

    /** Called once, at the end of all parts. */
    void completed(SliceProgress progress) {}

    @Override
    public String process() {
        return Trace.within(job.getJobName(), null, this::run);
    }

    private String run() {
        Map<String, Part> parts;
        try {
            JobParameters parameters = given.of(job);
            progress = begunOrGoneOn(parameters);
            parts = parts(parameters, progress.begun());
        } catch (RefusedJob e) {
            ExitStatus.refused(job, e.getMessage());
            Metrics.jobEnded(job.getJobName(), Metrics.Job.REFUSED);
            return "FAILED";
        }
        Set<String> failed = new LinkedHashSet<>();
        for (Map.Entry<String, Part> part : parts.entrySet()) {
            try {
                work(part.getKey(), part.getValue());
            } catch (RuntimeException e) {
                // The others do not wait for it: what fails today fails tomorrow as well.
                LOG.log(Level.SEVERE, LogLine.of("%s failed at %s", job.getJobName(), part.getKey()), e);
                failed.add(part.getKey());
            }
            if (stopAsked) {
                return stopped(progress);
            }
        }
        return failed.isEmpty() ? completed() : failed(failed);
    }

    private String completed() {
        completed(progress);
        ExitStatus.set(job, progress.summary());
        Metrics.jobEnded(job.getJobName(), Metrics.Job.COMPLETED);
        return "COMPLETED";
    }

    private String failed(Set<String> parts) {
        ExitStatus.set(job, (progress.summary() + " failed: " + String.join(" ", parts)).strip());
        Metrics.jobEnded(job.getJobName(), Metrics.Job.FAILED);
        throw new IllegalStateException(job.getJobName() + " failed at " + String.join(", ", parts));
    }

    @Override
    public void stop() {
        stopAsked = true;
    }

    private SliceProgress begunOrGoneOn(JobParameters parameters) {
        if (!(step.getPersistentUserData() instanceof SliceProgress earlier)) {
            return SliceProgress.beginning(now(), parameters);
        }
        if (!earlier.parameters().equals(parameters.toString())) {
            throw new RefusedJob("a restart goes on with the properties it was started with; start a new job instead");
        }
        return earlier;
    }

    private void work(String name, Part part) {
        while (!stopAsked && !progress.isDone(name)) {
            String after = progress.position(name);
            progress = progress.with(name, database.inTransaction(db -> part.next(db, after)));
            step.setPersistentUserData(progress);
            ExitStatus.set(job, progress.summary());
        }
    }

    private String stopped(SliceProgress progress) {
        ExitStatus.set(job, progress.summary() + " (stopped, a restart goes on)");
        LOG.info(LogLine.of("%s was stopped: %s", job.getJobName(), progress.summary()));
        return "STOPPED";
    }

    private Instant now() {
        return database.inStatement(db ->
                db.createQuery("select clock_timestamp()").mapTo(Instant.class).one());
    }
}
