package io.voxlynx.batch;

import io.voxlynx.shared.LogLine;
import jakarta.batch.runtime.context.JobContext;
import java.util.logging.Logger;

/** What a job leaves for the operator; the repository has room for so many characters and fails on one more. */
final class ExitStatus {

    private static final Logger LOG = Logger.getLogger(ExitStatus.class.getName());

    private static final int LONGEST = 500;

    private ExitStatus() {}

    static void set(JobContext job, String words) {
        job.setExitStatus(words.length() <= LONGEST ? words : words.substring(0, LONGEST - 1) + "…");
    }

    /** Of a job that starts by itself nobody reads it, so the log says that there is something to read. */
    static void refused(JobContext job, String why) {
        set(job, "refused: " + why);
        LOG.warning(LogLine.of("%s was refused: execution %d has the reason", job.getJobName(), job.getExecutionId()));
    }
}
