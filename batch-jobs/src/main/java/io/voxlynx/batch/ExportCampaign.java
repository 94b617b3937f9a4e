package io.voxlynx.batch;

import io.voxlynx.contact.ContactExport;
import io.voxlynx.shared.Database;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * The one step of export-campaign. Writes beside the target and renames at the end, so the file is whole or not there;
 * a restart begins anew.
 */
@Named
@Dependent
public class ExportCampaign extends AbstractBatchlet {

    @Inject
    @BatchProperty
    String campaignId;

    @Inject
    @BatchProperty
    String file;

    @Inject
    @BatchProperty
    String raw;

    @Inject
    @BatchProperty
    String overwrite;

    @Inject
    JobContext job;

    @Inject
    JobFiles files;

    @Inject
    Database database;

    @Inject
    ContactExport export;

    private volatile boolean stopAsked;

    @Override
    public String process() {
        try {
            JobParameters parameters =
                    JobParameters.of("campaignId", campaignId, "file", file, "raw", raw, "overwrite", overwrite);
            parameters.required("campaignId");
            UUID campaign = parameters.uuid("campaignId").orElseThrow();
            Path target = files.writable(parameters.required("file"), parameters.flag("overwrite"));
            refuseUnknown(campaign);
            long contacts = write(campaign, parameters.flag("raw"), target);
            job.setExitStatus("exported=" + contacts + " file=" + target);
            return "COMPLETED";
        } catch (RefusedJob e) {
            job.setExitStatus("refused: " + e.getMessage());
            return "FAILED";
        } catch (UncheckedIOException e) {
            if (!stopAsked) {
                throw e;
            }
            job.setExitStatus("stopped, no file written");
            return "STOPPED";
        }
    }

    @Override
    public void stop() {
        stopAsked = true;
    }

    private long write(UUID campaign, boolean raw, Path target) {
        try {
            Path part = Files.createTempFile(target.getParent(), target.getFileName() + ".", ".part");
            try {
                long contacts;
                try (OutputStream out = new Stoppable(new BufferedOutputStream(Files.newOutputStream(part), 1 << 16))) {
                    contacts = export.write(campaign, raw, out);
                }
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return contacts;
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void refuseUnknown(UUID campaign) {
        boolean known = database.inTransaction(db -> db.createQuery("select 1 from campaigns where id = :id")
                .bind("id", campaign)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
        if (!known) {
            throw new RefusedJob("campaign not found: " + campaign);
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
