package io.voxlynx.batch;

import io.voxlynx.contact.ContactExport;
import io.voxlynx.shared.Database;
import io.voxlynx.trace.Trace;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.UUID;

/**
 * The one step of export-campaign. Writes beside the target and renames at the end, so the file is whole or not there;
 * a restart begins anew.
 */
@Named
@Dependent
public class ExportCampaign extends AbstractBatchlet {

    private static final Set<String> PROPERTIES = Set.of("campaignId", "file", "raw", "overwrite");

    @Inject
    JobContext job;

    @Inject
    GivenParameters given;

    @Inject
    JobFiles files;

    @Inject
    Database database;

    @Inject
    ContactExport export;

    private volatile boolean stopAsked;

    @Override
    public String process() {
        return Trace.within("export-campaign", null, this::run);
    }

    private String run() {
        try {
            JobParameters parameters = given.of(job);
            parameters.allowOnly(PROPERTIES);
            parameters.required("campaignId");
            UUID campaign = parameters.uuid("campaignId").orElseThrow();
            boolean overwrite = parameters.flag("overwrite");
            Path target = files.writable(parameters.required("file"), overwrite);
            refuseUnknown(campaign);
            long contacts = write(campaign, parameters.flag("raw"), target, overwrite);
            ExitStatus.set(job, "exported=" + contacts + " file=" + target);
            return "COMPLETED";
        } catch (RefusedJob e) {
            ExitStatus.refused(job, e.getMessage());
            return "FAILED";
        } catch (UncheckedIOException e) {
            if (!stopAsked) {
                ExitStatus.set(job, "failed, no file written: " + e.getCause().getMessage());
                throw e;
            }
            ExitStatus.set(job, "stopped, no file written; a restart begins anew");
            return "STOPPED";
        }
    }

    @Override
    public void stop() {
        stopAsked = true;
    }

    private long write(UUID campaign, boolean raw, Path target, boolean overwrite) {
        Path part = partOf(target);
        try {
            try {
                long contacts;
                try (OutputStream out = new Stoppable(new BufferedOutputStream(Files.newOutputStream(part), 1 << 16))) {
                    contacts = export.write(campaign, raw, out);
                }
                if (stopAsked) {
                    throw new InterruptedIOException("stop asked");
                }
                appear(part, target, overwrite);
                return contacts;
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path partOf(Path target) {
        try {
            return Files.createTempFile(target.getParent(), target.getFileName() + ".", ".part");
        } catch (IOException e) {
            throw JobFiles.cannotBeWritten(target, e);
        }
    }

    /** Somebody else may have written it meanwhile. */
    private static void appear(Path part, Path target, boolean overwrite) throws IOException {
        if (overwrite) {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        try {
            Files.move(part, target);
        } catch (FileAlreadyExistsException e) {
            throw JobFiles.isThere(target, e);
        }
    }

    private void refuseUnknown(UUID campaign) {
        boolean known = database.inTransaction(db -> db.createQuery("select 1 from campaigns where id = :id")
                .bind("id", campaign)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
        if (!known) {
            throw RefusedJob.property("campaignId", campaign, "the id of a campaign");
        }
    }

    private class Stoppable extends OutputStream {

        private final OutputStream target;

        Stoppable(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int b) throws IOException {
            target.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (stopAsked) {
                throw new InterruptedIOException("stop asked");
            }
            target.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            target.close();
        }
    }
}
