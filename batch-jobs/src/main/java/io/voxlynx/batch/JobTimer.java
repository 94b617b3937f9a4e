package io.voxlynx.batch;

import io.voxlynx.shared.LogLine;
import io.voxlynx.shared.PutOffWhileDatabaseAway;
import io.voxlynx.shared.Schedules;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.util.Properties;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Starts jobs at their times. The timer runs on every node, the schedule's row says which of them starts the job. What a
 * node that dies had not done is left for the next time.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(PutOffWhileDatabaseAway.class)
public class JobTimer {

    private static final Logger LOG = Logger.getLogger(JobTimer.class.getName());

    @Inject
    Schedules schedules;

    @Inject
    @ConfigProperty(name = "voxlynx.batch.purge-at", defaultValue = "03:30")
    JobTimes purgeAt;

    @Inject
    @ConfigProperty(name = "voxlynx.batch.rollup-at", defaultValue = "off")
    JobTimes rollupAt;

    @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
    void look() {
        startWhenDue("purge-expired", purgeAt);
        startWhenDue("rollup", rollupAt);
    }

    private void startWhenDue(String job, JobTimes times) {
        String schedule = "job-" + job;
        if (times.isOff()) {
            schedules.forget(schedule);
        } else if (schedules.claimTime(schedule, times::nextAfter)) {
            long execution = BatchRuntime.getJobOperator().start(job, new Properties());
            LOG.info(LogLine.of("It is time for %s: started as execution %d", job, execution));
        }
    }
}
