package io.voxlynx.batch;

import com.github.f4b6a3.uuid.UuidCreator;
import io.voxlynx.contact.imports.ContactLoader;
import io.voxlynx.contact.imports.ImportLease;
import io.voxlynx.contact.imports.ImportReport;
import io.voxlynx.contact.imports.ImportReports;
import io.voxlynx.contact.imports.ImportState;
import io.voxlynx.contact.imports.Imports;
import io.voxlynx.shared.BrokenRule;
import io.voxlynx.shared.InvalidInput;
import io.voxlynx.shared.Node;
import io.voxlynx.trace.Trace;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** First step of import-contacts: the caller's part. The step's exit status is the state of the import. */
@Named
@Dependent
public class LoadContacts extends AbstractBatchlet {

    @Inject
    JobContext job;

    @Inject
    GivenParameters given;

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
        JobParameters parameters = given.of(job);
        String request = parameters.optional(Trace.PARENT).orElse(null);
        return Trace.within("import-contacts", request, () -> run(parameters));
    }

    private String run(JobParameters parameters) {
        try {
            UUID id = source.importOf(parameters, job.getInstanceId());
            job.setTransientUserData(id);
            return load(id);
        } catch (InvalidInput e) {
            return refused(ofProperty(e));
        } catch (RefusedJob | BrokenRule e) {
            return refused(e.getMessage());
        } catch (ConstraintViolationException e) {
            return refused(e.getConstraintViolations().stream()
                    .map(LoadContacts::ofProperty)
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
        ExitStatus.set(job, summary(report));
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
        ExitStatus.refused(job, why);
        return ImportState.FAILED.name();
    }

    /** The use case speaks of its own fields; what the operator gave them was called the same but for one. */
    private static String ofProperty(InvalidInput refusal) {
        Map<String, Object> details = refusal.details();
        return details.containsKey("field") && details.containsKey("value") && details.containsKey("expected")
                ? RefusedJob.property(
                                property(details.get("field").toString()),
                                details.get("value"),
                                details.get("expected").toString())
                        .getMessage()
                : refusal.getMessage();
    }

    private static String ofProperty(ConstraintViolation<?> violation) {
        return RefusedJob.property(
                        property(violation.getPropertyPath().toString()),
                        violation.getInvalidValue(),
                        violation.getMessage())
                .getMessage();
    }

    private static String property(String field) {
        return field.equals("name") ? "campaignName" : field;
    }
}
