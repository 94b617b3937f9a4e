package io.voxlynx.batch;

import io.voxlynx.contact.imports.ContactLoader;
import io.voxlynx.contact.imports.Imports;
import io.voxlynx.shared.PutOffWhileDatabaseAway;
import io.voxlynx.trace.Trace;
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
import java.util.UUID;

/**
 * Starts the job of an import: when its campaign is made, and again for one that nobody works on, because its node died
 * or its job was stopped. An EJB, because the batch runtime finds the job by the caller's deployment.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(PutOffWhileDatabaseAway.class)
public class ImportJobs {

    @Inject
    Imports imports;

    @Inject
    ContactLoader loader;

    public void start(UUID importId) {
        Properties parameters = new Properties();
        parameters.setProperty("importId", importId.toString());
        Trace.parent().ifPresent(parent -> parameters.setProperty(Trace.PARENT, parent));
        BatchRuntime.getJobOperator().start("import-contacts", parameters);
    }

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void takeOver() {
        imports.takeOver(loader.room()).forEach(this::start);
    }

    @Schedule(hour = "*", minute = "*/10", persistent = false)
    void purge() {
        imports.purgeAbandonedUploads();
    }
}
