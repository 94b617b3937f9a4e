package io.voxlynx.inbox;

import io.voxlynx.shared.PutOffWhileDatabaseAway;
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

/** Finds, on every node, what was received but not applied: its node or its hint died. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(PutOffWhileDatabaseAway.class)
public class InboxSweeper {

    private static final int AT_ONCE = 50;
    /** Less than the second until the next turn. */
    private static final Duration TURN = Duration.ofMillis(800);

    @Inject
    Inbox inbox;

    /** Not used: its presence keeps this bean from starting before the schema is there. */
    @PersistenceContext
    EntityManager schema;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void sweep() {
        long begun = System.nanoTime();
        boolean more = true;
        while (more && System.nanoTime() - begun < TURN.toNanos()) {
            more = inbox.sweep(AT_ONCE) == AT_ONCE;
        }
    }
}
