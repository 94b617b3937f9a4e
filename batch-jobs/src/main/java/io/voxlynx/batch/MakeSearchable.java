package io.voxlynx.batch;

import com.github.f4b6a3.uuid.UuidCreator;
import io.voxlynx.contact.imports.ImportLease;
import io.voxlynx.contact.imports.Imports;
import io.voxlynx.contact.imports.SearchFill;
import io.voxlynx.shared.Node;
import io.voxlynx.trace.Trace;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import java.util.UUID;

/** Second step of import-contacts: nobody waits for it. One that is cut short is taken over like the first. */
@Named
@Dependent
public class MakeSearchable extends AbstractBatchlet {

    @Inject
    JobContext job;

    @Inject
    GivenParameters given;

    @Inject
    Imports imports;

    @Inject
    SearchFill search;

    private volatile boolean stopAsked;

    @Override
    public String process() {
        return Trace.within(
                "make-searchable", given.of(job).optional(Trace.PARENT).orElse(null), this::run);
    }

    private String run() {
        // Empty only when the job was restarted at this step: then the import is left to be taken over.
        Optional<ImportLease> lease = Optional.ofNullable((UUID) job.getTransientUserData())
                .flatMap(id -> imports.claim(id, Node.name() + "/" + UuidCreator.getTimeOrderedEpoch()));
        lease.ifPresent(this::fill);
        return "COMPLETED";
    }

    @Override
    public void stop() {
        stopAsked = true;
    }

    private void fill(ImportLease lease) {
        try {
            search.fill(lease, () -> stopAsked);
        } finally {
            imports.release(lease);
        }
    }
}
