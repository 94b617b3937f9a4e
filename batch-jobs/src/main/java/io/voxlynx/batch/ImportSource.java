package io.voxlynx.batch;

import io.voxlynx.campaign.CampaignMode;
import io.voxlynx.contact.imports.CampaignOrder;
import io.voxlynx.contact.imports.CampaignOrders;
import io.voxlynx.contact.imports.ImportReports;
import io.voxlynx.contact.imports.ImportState;
import io.voxlynx.contact.imports.StagedFiles;
import io.voxlynx.trace.Trace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** What a job is to import: a file that a request has staged, or one in the server's file system with an order. */
@ApplicationScoped
public class ImportSource {

    private static final Set<String> PROPERTIES = Set.of(
            "importId",
            "file",
            "owner",
            "campaignName",
            "assistantId",
            "phoneNumberId",
            "cap",
            "mode",
            "defaultRegion",
            "webhookUrl",
            "webhookEvents");

    /** A subject is what an issuer calls somebody: anything printable of some length. */
    private static final Pattern SUBJECT = Pattern.compile("[\\p{Graph}]{1,255}");

    @Inject
    StagedFiles files;

    @Inject
    CampaignOrders orders;

    @Inject
    ImportReports reports;

    @Inject
    JobFiles jobFiles;

    /**
     * The import of one job, which is the same after each restart: a file is staged and its campaign made only once.
     *
     * @param jobInstance stays the same over restarts
     */
    UUID importOf(JobParameters parameters, long jobInstance) {
        Optional<UUID> given = parameters.uuid("importId");
        if (given.isPresent()) {
            parameters.allowOnly(Set.of("importId", Trace.PARENT));
            return given.get();
        }
        parameters.allowOnly(PROPERTIES);
        Path file = jobFiles.readable(parameters.required("file"));
        String owner = owner(parameters);
        UUID importId = UUID.nameUUIDFromBytes(
                ("import-contacts " + jobInstance + " " + parameters).getBytes(StandardCharsets.UTF_8));
        Optional<ImportState> state = reports.find(importId);
        if (state.filter(known -> known != ImportState.UPLOADING).isEmpty()) {
            CampaignOrder order = order(parameters);
            files.discard(importId);
            stage(importId, owner, file);
            orders.place(order, owner, importId);
        }
        return importId;
    }

    private static String owner(JobParameters parameters) {
        String owner = parameters.required("owner");
        if (!SUBJECT.matcher(owner).matches()) {
            throw RefusedJob.property("owner", owner, "the subject of a user");
        }
        return owner;
    }

    private void stage(UUID importId, String owner, Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            files.store(importId, owner, file.getFileName().toString(), content);
        } catch (IOException e) {
            throw RefusedJob.property("file", file, "a file that the server can read", e);
        }
    }

    private static CampaignOrder order(JobParameters parameters) {
        parameters.required("assistantId");
        parameters.required("phoneNumberId");
        return new CampaignOrder(
                parameters.optional("campaignName").orElse(null),
                parameters.number("cap", 1, Integer.MAX_VALUE).orElse(null),
                parameters.constant("mode", CampaignMode.class).orElse(null),
                parameters.uuid("assistantId").orElse(null),
                parameters.optional("phoneNumberId").orElse(null),
                parameters.optional("defaultRegion").orElse(null),
                parameters.optional("webhookUrl").orElse(null),
                parameters
                        .optional("webhookEvents")
                        .map(words -> Arrays.stream(words.split(",", -1))
                                .map(String::strip)
                                .toList())
                        .orElse(List.of()));
    }
}
