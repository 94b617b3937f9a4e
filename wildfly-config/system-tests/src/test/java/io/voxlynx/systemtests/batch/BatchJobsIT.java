package io.voxlynx.systemtests.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.run.Node;
import io.voxlynx.systemtests.harness.CallbackClient;
import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.SystemTest;
import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of batch-jobs/README.md, as they stand there, on the server's own command line. */
@SystemTest
class BatchJobsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration TAKE_OVER = Duration.ofMinutes(2);
    private static final Duration GLANCE = Duration.ofMillis(10);

    private final Installation voxlynx;
    private final BatchCommands commands;

    @TempDir
    Path directory;

    BatchJobsIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.commands = new BatchCommands(voxlynx);
    }

    @Test
    void importsAFileAndExportsTheCampaignToAnother() throws Exception {
        Contacts contacts = Contacts.of(50);
        Path file = Files.write(directory.resolve("contacts.csv"), contacts.csv());
        Files.writeString(file, "Bad,,12\n", StandardOpenOption.APPEND);

        long imported = commands.start(commands.importLine(file));

        assertThat(commands.awaitEnd(imported)).isEqualTo("COMPLETED");
        String exit = commands.exitStatus(imported);
        assertThat(exit).matches("accepted=50 skipped=1 campaignId=[0-9a-f-]{36}");
        UUID campaign = UUID.fromString(exit.substring(exit.length() - 36));
        JsonObject detail = voxlynx.operator()
                .get("/api/campaigns/" + campaign)
                .require(200)
                .json();
        assertThat(detail.getString("name")).isEqualTo("Spring");
        assertThat(detail.getString("status")).isEqualTo("CREATED");
        assertThat(detail.getInt("cap")).isEqualTo(8);
        assertThat(commands.run(BatchCommands.line("batch-jberet:read-resource"))
                        .toString())
                .as("what the operator sees")
                .contains(exit);

        Path result = directory.resolve("result.csv");
        long exported = commands.start(BatchCommands.exportLine(campaign, result));

        assertThat(commands.awaitEnd(exported)).isEqualTo("COMPLETED");
        assertThat(commands.exitStatus(exported)).isEqualTo("exported=50 file=" + result);
        assertThat(Files.readString(result))
                .isEqualTo(voxlynx.operator()
                        .get("/api/campaigns/" + campaign + "/export.csv")
                        .require(200)
                        .text());
        try (var files = Files.list(directory)) {
            assertThat(files).as("nothing half-written beside it").containsExactlyInAnyOrder(file, result);
        }
    }

    @Test
    void aCampaignThatIsImportedTellsItsReceiverWhatItWasToldTo() throws Exception {
        Path file =
                Files.write(directory.resolve("contacts.csv"), Contacts.of(2).csv());
        CallbackClient receiver = voxlynx.callbacks();

        long imported = commands.start(commands.importLine(file)
                .replace(
                        "cap=8",
                        "cap=8, webhookUrl=\"%s\", webhookEvents=\"import.finished, call.ended\""
                                .formatted(receiver.url())));

        assertThat(commands.awaitEnd(imported)).isEqualTo("COMPLETED");
        await().atMost(PATIENCE).until(() -> !receiver.received().isEmpty());
        assertThat(receiver.received())
                .hasSize(1)
                .allSatisfy(told -> assertThat(told.getJsonObject("headers").getString("X-VoxLynx-Event"))
                        .isEqualTo("import.finished"));

        long metadata = commands.start(commands.importLine(file)
                .replace("cap=8", "cap=8, webhookUrl=\"http://169.254.169.254/latest/meta-data\""));
        assertThat(commands.awaitEnd(metadata)).isEqualTo("FAILED");
        assertThat(commands.exitStatus(metadata)).startsWith("refused: property webhookUrl");
    }

    @Test
    void saysInTheExitStatusWhatIsWrongWithAProperty() throws Exception {
        Path file =
                Files.write(directory.resolve("contacts.csv"), Contacts.of(1).csv());
        long campaigns = voxlynx.db().count("select count(*) from campaigns");

        long wrongCap = commands.start(commands.importLine(file).replace("cap=8", "cap=many"));
        long longName = commands.start(commands.importLine(file).replace("Spring", "x".repeat(201)));
        long noAssistant =
                commands.start(commands.importLine(file).replace(voxlynx.assistantId(), new UUID(0, 42).toString()));
        long typing = commands.start(BatchCommands.exportLine(new UUID(0, 42), directory.resolve("result.csv"))
                .replace("overwrite", "ovewrite"));
        long noCampaign = commands.start(BatchCommands.exportLine(new UUID(0, 42), directory.resolve("result.csv")));

        assertThat(commands.awaitEnd(wrongCap)).isEqualTo("FAILED");
        assertThat(commands.exitStatus(wrongCap))
                .isEqualTo("refused: property cap must be a whole number from 1, is many");
        assertThat(commands.awaitEnd(longName)).isEqualTo("FAILED");
        assertThat(commands.exitStatus(longName))
                .startsWith("refused: property campaignName must be at most 200 characters, is xxx");
        assertThat(commands.awaitEnd(noAssistant)).isEqualTo("FAILED");
        assertThat(commands.exitStatus(noAssistant))
                .isEqualTo("refused: property assistantId must be the id of an assistant in the directory, is "
                        + new UUID(0, 42));
        assertThat(commands.awaitEnd(typing)).isEqualTo("FAILED");
        assertThat(commands.exitStatus(typing))
                .isEqualTo("refused: property ovewrite is unknown; known are campaignId, file, overwrite, raw");
        assertThat(commands.awaitEnd(noCampaign)).isEqualTo("FAILED");
        assertThat(commands.exitStatus(noCampaign))
                .isEqualTo("refused: property campaignId must be the id of a campaign, is " + new UUID(0, 42));
        assertThat(voxlynx.db().count("select count(*) from campaigns")).isEqualTo(campaigns);
        assertThat(directory.resolve("result.csv")).doesNotExist();
    }

    @Test
    void anImportWhoseNodeIsKilledCompletesByItselfWithEveryRowOnce() throws Exception {
        int rows = 300_000;
        Path file =
                Files.write(directory.resolve("contacts.csv"), Contacts.of(rows).csv());
        String importOfThisFile = "select %s from imports i join campaigns c on c.id = i.campaign_id"
                + " where c.name = 'Killed' and i.state = 'RUNNING'";
        Node node = voxlynx.platform().node(0);
        commands.start(commands.importLine(file).replace("Spring", "Killed"));
        await().atMost(PATIENCE)
                .pollInterval(GLANCE)
                .until(() -> voxlynx.db().count(importOfThisFile.formatted("count(*)") + " and i.total_rows > 0") == 1);

        node.kill();

        UUID campaign = voxlynx.db().one(UUID.class, importOfThisFile.formatted("c.id"));
        assertThat(voxlynx.db().count("select count(*) from contacts where campaign_id = ?", campaign))
                .as("killed halfway")
                .isBetween(1L, rows - 1L);
        node.start();
        await().atMost(TAKE_OVER)
                .until(() -> voxlynx.db()
                        .one(String.class, "select state from imports where campaign_id = ?", campaign)
                        .equals("COMPLETED"));

        assertThat(voxlynx.db().one(String.class, """
                                select concat_ws(' ', count(*), count(distinct phone), min(position), max(position),
                                                 min(row_number), max(row_number), count(distinct row_number))
                                  from contacts where campaign_id = ?""", campaign))
                .as("contacts, numbers, positions, rows of the file")
                .isEqualTo("300000 300000 1 300000 2 300001 300000");
        assertThat(voxlynx.db().one(String.class, """
                                select concat_ws(' ', i.total_rows, i.accepted, i.skipped, c.total_contacts, c.import_status)
                                  from imports i join campaigns c on c.id = i.campaign_id where c.id = ?""", campaign)).isEqualTo("300000 300000 0 300000 COMPLETED");
        assertThat(voxlynx.db()
                        .count(
                                "select count(*) from import_chunks p join imports i on i.id = p.import_id where i.campaign_id = ?",
                                campaign))
                .as("the file is not needed any more")
                .isZero();
        assertThat(voxlynx.db().count("select count(*) from campaigns where name = 'Killed'"))
                .isEqualTo(1);
    }
}
