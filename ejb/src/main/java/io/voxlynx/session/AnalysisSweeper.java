package io.voxlynx.session;

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

/** Finds sessions whose analysis is due: their last words have had time to arrive, a pause is over, a node died. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(PutOffWhileDatabaseAway.class)
public class AnalysisSweeper {

    private static final int AT_ONCE = 500;

    @Inject
    Schedules schedules;

    @Inject
    Queues queues;

    @Inject
    AnalysisRun run;

    /** Not used: its presence keeps this bean from starting before the schema is there. */
    @PersistenceContext
    EntityManager schema;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        if (queues.areOpen() && schedules.claim("due-analyses", Duration.ofMillis(900))) {
            run.sweep(AT_ONCE);
        }
    }
}
