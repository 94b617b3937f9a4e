package io.voxlynx.batch;

import io.voxlynx.upkeep.Perishable;
import io.voxlynx.upkeep.Retention;
import io.voxlynx.upkeep.Slice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Handle;

/**
 * What the batch repository remembers of jobs that have ended; every upload leaves something there. The tables are
 * WildFly's. A repository elsewhere is left to whoever has put it there.
 */
@ApplicationScoped
class JobRecords implements Perishable {

    /** Others' jobs may be in it, too: theirs have another application. */
    private static final String ENDED = """
            from public.job_execution e join public.job_instance i using (jobinstanceid)
            where i.applicationname = 'voxlynx-batch-jobs.jar' and e.jobexecutionid > :after and e.endtime < :before
                and e.batchstatus in ('COMPLETED', 'FAILED', 'STOPPED', 'ABANDONED')""";

    /** Its tables refer to each other without an index: each of these costs a walk through several of them. */
    private static final int MOST = 100;

    @Inject
    @ConfigProperty(name = "voxlynx.retention.job-records-days", defaultValue = "90")
    Retention retention;

    @Override
    public String kind() {
        return "job-records";
    }

    @Override
    public Retention retention() {
        return retention;
    }

    @Override
    public Slice remove(Handle db, Instant before, String after, int most) {
        if (isElsewhere(db)) {
            return new Slice(0, null);
        }
        List<Long> ended = db.createQuery("select jobexecutionid " + ENDED
                        + " order by jobexecutionid limit :most for update of e skip locked")
                .bind("after", position(after))
                .bind("before", Timestamp.from(before))
                .bind("most", Math.min(most, MOST))
                .mapTo(Long.class)
                .list();
        if (ended.isEmpty()) {
            return new Slice(0, null);
        }
        db.createUpdate("""
                        with gone as (
                            delete from public.job_execution where jobexecutionid = any(:ended) returning jobinstanceid)
                        delete from public.job_instance i using gone
                         where i.jobinstanceid = gone.jobinstanceid and not exists (
                            select from public.job_execution e
                             where e.jobinstanceid = i.jobinstanceid and e.jobexecutionid <> all(:ended))""").bindArray("ended", Long.class, ended).execute();
        return new Slice(ended.size(), ended.get(ended.size() - 1).toString());
    }

    @Override
    public Slice count(Handle db, Instant before, String after, int most) {
        if (isElsewhere(db)) {
            return new Slice(0, null);
        }
        return new Slice(
                db.createQuery("select count(*) " + ENDED)
                        .bind("after", position(after))
                        .bind("before", Timestamp.from(before))
                        .mapTo(Long.class)
                        .one(),
                null);
    }

    private static long position(String after) {
        return after.equals(Slice.BEGINNING) ? Long.MIN_VALUE : Long.parseLong(after);
    }

    private static boolean isElsewhere(Handle db) {
        return db.createQuery("select to_regclass('public.job_execution') is null")
                .mapTo(Boolean.class)
                .one();
    }
}
