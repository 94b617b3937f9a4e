package io.voxlynx.ratelimit;

import io.voxlynx.shared.PutOffWhileDatabaseAway;
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

/** Removes the rows of those who stay away, on one node for all. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(PutOffWhileDatabaseAway.class)
public class BucketCleaner {

    private static final String NAME = "rate-buckets";
    private static final Duration BETWEEN = Duration.ofSeconds(50);

    @Inject
    Schedules schedules;

    @Inject
    RateLimits limits;

    /** Not used: its presence keeps this bean from starting before the schema is there. */
    @PersistenceContext
    EntityManager schema;

    @Schedule(hour = "*", minute = "*", persistent = false)
    void clean() {
        if (schedules.claim(NAME, BETWEEN)) {
            limits.removeExpired();
        }
    }
}
