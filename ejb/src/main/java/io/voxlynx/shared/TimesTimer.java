package io.voxlynx.shared;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;

/** Sets this node's idea of the time by the database's, before anybody is let in and every few seconds. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(PutOffWhileDatabaseAway.class)
public class TimesTimer {

    @Inject
    Times times;

    @PostConstruct
    void begin() {
        times.begin();
    }

    @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
    void goOn() {
        times.ask();
    }
}
