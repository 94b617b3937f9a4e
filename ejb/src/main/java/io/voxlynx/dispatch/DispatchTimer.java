package io.voxlynx.dispatch;

import io.voxlynx.shared.PutOffWhileDatabaseAway;
import io.voxlynx.shared.Queues;
import io.voxlynx.shared.Schedules;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The clock of the engine. Runs on every node; the schedule's row says which of them does the work. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(PutOffWhileDatabaseAway.class)
public class DispatchTimer {

    public static final String TICK = "campaign-tick";
    private static final String DUE_CALLS = "due-calls";
    private static final int AT_ONCE = 500;

    @Inject
    Schedules schedules;

    @Inject
    Queues queues;

    @Inject
    Tick tick;

    @Inject
    Launches launches;

    @Inject
    @ConfigProperty(name = "voxlynx.scheduler.tick-seconds", defaultValue = "60")
    int tickSeconds;

    /** Not used: its presence keeps this bean from starting before the schema is there. */
    @PersistenceContext
    EntityManager schema;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        launches.disownTheForgotten();
        if (schedules.claim(TICK, jittered())) {
            tick.run(null);
        }
        if (queues.areOpen() && schedules.claim(DUE_CALLS, Duration.ofMillis(900))) {
            launches.sweep(AT_ONCE);
        }
    }

    /** ± 10 %, so that many installations do not meet the provider in the same second. */
    private Duration jittered() {
        long millis = tickSeconds * 1000L;
        return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(-millis / 10, millis / 10 + 1));
    }
}
