package io.voxlynx.batch;

import com.github.f4b6a3.uuid.UuidCreator;
import io.voxlynx.contact.imports.ContactLoader;
import io.voxlynx.contact.imports.ImportLease;
import io.voxlynx.contact.imports.ImportReport;
import io.voxlynx.contact.imports.ImportReports;
import io.voxlynx.contact.imports.ImportState;
import io.voxlynx.contact.imports.Imports;
import io.voxlynx.shared.BrokenRule;
import io.voxlynx.shared.Node;
import io.voxlynx.trace.Trace;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.validation.ConstraintViolationException;
import java.util.UUID;
import java.util.stream.Collectors;

/** First step of import-contacts: the caller's part. The step's exit status is the state of the import. */
@Named
@Dependent
public class LoadContacts extends AbstractBatchlet {

    @Inject
    @BatchProperty
    String importId;

    @Inject
    @BatchProperty
    String file;

    @Inject
    @BatchProperty
    String owner;

    @Inject
    @BatchProperty
    String campaignName;

    @Inject
    @BatchProperty
    String assistantId;

    @Inject
    @BatchProperty
    String phoneNumberId;

    @Inject
    @BatchProperty
    String cap;

    @Inject
    @BatchProperty
    String mode;

    @Inject
    @BatchProperty
    String defaultRegion;

    /** Of the request that began it; absent if none did. */
    @Inject
    @BatchProperty
    String traceparent;

    @Inject
    JobContext job;

    @Inject
    ImportSource source;

    @Inject
    Imports imports;

    @Inject
    ContactLoader loader;

    @Inject
    ImportReports reports;

    private volatile boolean stopAsked;

    @Override
    public String process() {
        return Trace.within("import-contacts", traceparent, this::run);
    }

    private String run() {
        try {
            UUID id = source.importOf(parameters(), job.getInstanceId());
            job.setTransientUserData(id);
            return load(id);
        } catch (RefusedJob | BrokenRule e) {
            return refused(e.getMessage());
        } catch (ConstraintViolationException e) {
            return refused(e.getConstraintViolations().stream()
                    .map(violation -> "property " + violation.getPropertyPath() + " must be " + violation.getMessage())
                    .sorted()
                    .collect(Collectors.joining("; ")));
        }
    }

    @Override
    public void stop() {
        stopAsked = true;
    }

    private String load(UUID id) {
        if (loader.enter()) {
            try {
                imports.claim(id, Node.name() + "/" + UuidCreator.getTimeOrderedEpoch())
                        .ifPresent(this::work);
            } finally {
                loader.leave();
            }
        }
        ImportReport report = reports.of(id);
        job.setExitStatus(summary(report));
        return report.state().name();
    }

    private void work(ImportLease lease) {
        try {
            if (lease.state() == ImportState.RUNNING) {
                loader.load(lease, () -> stopAsked);
            }
        } finally {
            imports.release(lease);
        }
    }

    private static String summary(ImportReport report) {
        if (report.error() != null) {
            return "refused: " + report.error().message();
        }
        String counts = "accepted=" + report.accepted() + " skipped=" + report.skippedTotal() + " campaignId="
                + report.campaignId();
        return report.state().isTerminal() ? counts : counts + " (goes on)";
    }

    private String refused(String why) {
        job.setExitStatus("refused: " + why);
        return ImportState.FAILED.name();
    }

    private JobParameters parameters() {
        return JobParameters.of(
                "importId", importId,
                "file", file,
                "owner", owner,
                "campaignName", campaignName,
                "assistantId", assistantId,
                "phoneNumberId", phoneNumberId,
                "cap", cap,
                "mode", mode,
                "defaultRegion", defaultRegion);
    }
}
