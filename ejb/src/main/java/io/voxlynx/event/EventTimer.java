package io.voxlynx.event;

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

/** Finds events that nobody on this node was woken for, and says that the node is there. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(PutOffWhileDatabaseAway.class)
public class EventTimer {

    @Inject
    EventRelay relay;

    /** Not used: its presence keeps this bean from starting before the schema is there. */
    @PersistenceContext
    EntityManager schema;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void relay() {
        relay.relay();
    }

    /** Also where there is nothing to tell. */
    @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
    void appear() {
        relay.appear();
    }
}
