package io.voxlynx.outbox;

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

/** Finds callbacks whose time has come: their pause is over, or their node or their hint died. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(PutOffWhileDatabaseAway.class)
public class CallbackSweeper {

    private static final int AT_ONCE = 500;
    private static final int GIVEN_UP_AT_ONCE = 20_000;

    @Inject
    Schedules schedules;

    @Inject
    Queues queues;

    @Inject
    CallbackDelivery delivery;

    @Inject
    CallbackRounds rounds;

    /** Not used: its presence keeps this bean from starting before the schema is there. */
    @PersistenceContext
    EntityManager schema;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        if (queues.areOpen() && schedules.claim("due-callbacks", Duration.ofMillis(900))) {
            delivery.sweep(AT_ONCE);
        }
    }

    /** Not more often: all that waits is looked through for it. */
    @Schedule(hour = "*", minute = "*", second = "30", persistent = false)
    void everyMinute() {
        if (schedules.claim("overdue-callbacks", Duration.ofSeconds(50))) {
            rounds.giveUpOverdue(GIVEN_UP_AT_ONCE);
        }
    }
}
