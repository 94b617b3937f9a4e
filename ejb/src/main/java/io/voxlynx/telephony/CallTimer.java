package io.voxlynx.telephony;

import io.voxlynx.shared.PutOffWhileDatabaseAway;
import io.voxlynx.shared.Queues;
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

/** Finds, on every node, the sessions whose time has come: their node or their hint died, or LiveKit is to be asked. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(PutOffWhileDatabaseAway.class)
public class CallTimer {

    private static final int AT_ONCE = 500;

    @Inject
    CallBook book;

    @Inject
    Queues queues;

    /** Not used: its presence keeps this bean from starting before the schema is there. */
    @PersistenceContext
    EntityManager schema;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void sweep() {
        if (queues.areOpen()) {
            queues.sessionCalls(book.takeDue(AT_ONCE, CallBook.HINT_LOST));
        }
    }
}
