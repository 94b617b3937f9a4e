package io.voxlynx.systemtests.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.SystemTest;
import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the console and the command line do with jobs: start, look, stop, restart; and what starts them by itself. */
@SystemTest
class BatchConsoleIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Installation voxlynx;
    private final BatchCommands commands;

    /** Below all others, so that a walk meets them first. */
    private final long firstKey = Math.floorMod(System.nanoTime(), 1_000_000_000L) * 100;

    @TempDir
    Path directory;

    BatchConsoleIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.commands = new BatchCommands(voxlynx);
    }

    @AfterEach
    void removeKeys() {
        voxlynx.db().update("delete from api_keys where name = 'ended-long-ago'");
    }

    @Test
    void aDryRunSaysWhatWouldGoAndLeavesIt() throws Exception {
        endedKeys(6);

        long run = commands.start(BatchCommands.line("job-xml-name=purge-expired", "dryRun=true"));

        assertThat(commands.awaitEnd(run)).isEqualTo("COMPLETED");
        assertThat(commands.exitStatus(run))
                .matches(
                        "apiKeys=\\d+ callEvents=\\d+ callTranscripts=\\d+ callbacks=\\d+ commands=\\d+ domainEvents=\\d+ inbox=\\d+ jobRecords=\\d+"
                                + " sessionEvents=\\d+ skippedRows=\\d+ transcripts=\\d+");
        assertThat(keys()).isEqualTo(6);
    }

    @Test
    void aPurgeIsStoppedAfterASliceAndARestartGoesOn() throws Exception {
        endedKeys(6);
        String line = BatchCommands.line("job-xml-name=purge-expired", "kinds=")
                .replace("api-keys,inbox", "api-keys")
                .replace("sliceRows=1000", "sliceRows=2");

        long run = stoppedAtItsFirst("api_keys", line);

        assertThat(commands.awaitEnd(run)).isEqualTo("STOPPED");
        assertThat(commands.exitStatus(run)).isEqualTo("apiKeys=2 (stopped, a restart goes on)");
        assertThat(keys()).isEqualTo(4);

        long second = commands.restart(run);

        assertThat(commands.awaitEnd(second)).isEqualTo("COMPLETED");
        assertThat(commands.exitStatus(second)).isEqualTo("apiKeys=6");
        assertThat(keys()).isZero();
        JsonObject seen = commands.run(
                        BatchCommands.line("job=purge-expired/execution=7").replace("=7", "=" + second))
                .getJsonObject("result");
        assertThat(seen.getString("batch-status")).isEqualTo("COMPLETED");
        assertThat(seen.getString("exit-status")).isEqualTo("apiKeys=6");
    }

    @Test
    void recordsOfJobsThatEndedLongAgoGoAndThoseOfOtherApplicationsStay() throws Exception {
        String dryRun = BatchCommands.line("job-xml-name=purge-expired", "dryRun=true");
        long old = commands.start(dryRun);
        long others = commands.start(dryRun);
        commands.awaitEnd(old);
        commands.awaitEnd(others);
        voxlynx.db()
                .update(
                        "update job_execution set endtime = endtime - interval '91 days' where jobexecutionid in (?, ?)",
                        old,
                        others);
        voxlynx.db().update("""
                update job_instance set applicationname = 'theirs.war' where jobinstanceid =
                    (select jobinstanceid from job_execution where jobexecutionid = ?)""", others);

        long run = commands.start(dryRun.replace("dryRun=true", "kinds=job-records"));

        assertThat(commands.awaitEnd(run)).isEqualTo("COMPLETED");
        assertThat(commands.exitStatus(run)).isEqualTo("jobRecords=1");
        assertThat(recordsOf(old)).isZero();
        assertThat(recordsOf(others)).isEqualTo(2);
    }

    /** Of the execution and of its only step. */
    private long recordsOf(long execution) {
        return voxlynx.db().count("select count(*) from job_execution where jobexecutionid = ?", execution)
                + voxlynx.db().count("select count(*) from step_execution where jobexecutionid = ?", execution);
    }

    @Test
    void whatIsKeptForEverIsNotPurgedByItsName() throws Exception {
        long run = commands.start(BatchCommands.line("job-xml-name=purge-expired", "dryRun=true")
                .replace("dryRun=true", "kinds=audit-log"));

        assertThat(commands.awaitEnd(run)).isEqualTo("FAILED");
        assertThat(commands.exitStatus(run))
                .isEqualTo(
                        "refused: property kinds must be kinds that go some day; say with auditLogDays when, is audit-log");
    }

    @Test
    void anExportIsStoppedWithoutAFileAndARestartWritesTheWholeOfIt() throws Exception {
        UUID campaign = voxlynx.campaign(Contacts.of(20), 5).id();
        Path file = directory.resolve("result.csv");
        String line = BatchCommands.exportLine(campaign, file);

        long run = stoppedAtItsFirst("contacts", line);

        assertThat(commands.awaitEnd(run)).isEqualTo("STOPPED");
        assertThat(commands.exitStatus(run)).isEqualTo("stopped, no file written; a restart begins anew");
        assertThat(directory).isEmptyDirectory();

        long second = commands.restart(run);

        assertThat(commands.awaitEnd(second)).isEqualTo("COMPLETED");
        assertThat(commands.exitStatus(second)).isEqualTo("exported=20 file=" + file);
        assertThat(Files.readAllLines(file)).hasSize(21);
    }

    @Test
    void anImportThatIsStoppedGoesOnByItselfWithEveryRowOnce() throws Exception {
        int rows = 50_000;
        Path file =
                Files.write(directory.resolve("contacts.csv"), Contacts.of(rows).csv());
        String name = "Stopped " + UUID.randomUUID();
        String line = commands.importLine(file).replace("Spring", name);

        long run = stoppedAtItsFirst("contacts", line);

        assertThat(commands.awaitEnd(run)).isEqualTo("STOPPED");
        assertThat(commands.exitStatus(run)).endsWith("(goes on)");
        UUID campaign = voxlynx.db().one(UUID.class, "select id from campaigns where name = ?", name);
        await().atMost(PATIENCE)
                .until(() -> voxlynx.db()
                        .one(String.class, "select import_status from campaigns where id = ?", campaign)
                        .equals("COMPLETED"));
        assertThat(voxlynx.db()
                        .one(
                                String.class,
                                "select concat_ws(' ', count(*), count(distinct phone)) from contacts where campaign_id = ?",
                                campaign))
                .isEqualTo(rows + " " + rows);
    }

    @Test
    void sumsThatWereSpoiltAreCorrectedAndCounted() throws Exception {
        String scope = "owner:" + UUID.randomUUID();
        voxlynx.db()
                .update(
                        "insert into usage_totals (scope, provider, shard, total_cost) values (?, 'gemini', 0, 5)",
                        scope);

        long run = commands.start(BatchCommands.line("job-xml-name=rollup"));

        assertThat(commands.awaitEnd(run)).isEqualTo("COMPLETED");
        assertThat(commands.exitStatus(run)).isEqualTo("usageSessions=0 usageAgents=0 usageDays=0 usageTotals=1");
        assertThat(voxlynx.db().count("select count(*) from usage_totals where scope = ? and total_cost = 0", scope))
                .isEqualTo(1);
    }

    @Test
    void whatIsWrongWithAPropertyStandsInTheExitStatus() throws Exception {
        String purge = BatchCommands.line("job-xml-name=purge-expired", "dryRun=true");
        long typing = commands.start(purge.replace("dryRun", "dryrun"));
        long tooShort = commands.start(purge.replace("dryRun=true", "inboxDays=1"));
        long audit = commands.start(purge.replace("dryRun=true", "auditLogDays=30"));

        assertThat(commands.awaitEnd(typing)).isEqualTo("FAILED");
        assertThat(commands.exitStatus(typing))
                .startsWith("refused: property dryrun is unknown; known are apiKeysDays, auditLogDays, ");
        assertThat(commands.awaitEnd(tooShort)).isEqualTo("FAILED");
        assertThat(commands.exitStatus(tooShort))
                .isEqualTo("refused: property inboxDays must be a number of days from 7 on, or never, is 1");
        assertThat(commands.awaitEnd(audit)).isEqualTo("FAILED");
        assertThat(commands.exitStatus(audit))
                .isEqualTo("refused: property auditLogDays must be a number of days from 90 on, or never, is 30");
    }

    @Test
    void theConsoleListsEveryJob() throws Exception {
        JsonObject jobs = commands.run(BatchCommands.line("batch-jberet:read-resource"))
                .getJsonObject("result")
                .getJsonObject("job");

        assertThat(jobs).containsKeys("import-contacts", "export-campaign", "purge-expired", "rollup");
    }

    @Test
    void anotherSchedulerStartsItByTheSameLine() throws Exception {
        long before = executions();
        String command = BatchCommands.line("30 3 * * *")
                .replace("30 3 * * * voxlynx ", "")
                .replace(
                        "/opt/voxlynx-server/bin/jboss-cli.sh",
                        BatchCommands.script().toString())
                .replace("127.0.0.1:9990", commands.controller());

        assertThat(BatchCommands.output(List.of("sh", "-c", command))).contains("\"outcome\" => \"success\"");

        await().atMost(PATIENCE).until(() -> executions() > before && running() == 0);
    }

    @Test
    void atItsTimeItIsStartedByItselfAndTheNextTimeIsTomorrows() {
        await().atMost(PATIENCE)
                .until(() ->
                        voxlynx.db().count("select count(*) from schedules where name = 'job-purge-expired'") == 1);
        long before = executions();

        voxlynx.db().update("update schedules set next_at = clock_timestamp() where name = 'job-purge-expired'");

        await().atMost(PATIENCE).until(() -> executions() == before + 1 && running() == 0);
        Instant next = voxlynx.db()
                .one(OffsetDateTime.class, "select next_at from schedules where name = 'job-purge-expired'")
                .toInstant();
        assertThat(next).isAfter(Instant.now());
        assertThat(next.atZone(ZoneOffset.UTC).toLocalTime()).isEqualTo(Installation.PURGE_AT);
    }

    private long executions() {
        return executions("true");
    }

    private long running() {
        return executions("e.batchstatus in ('STARTING', 'STARTED')");
    }

    private long executions(String which) {
        return voxlynx.db()
                .count("select count(*) from job_execution e join job_instance i using (jobinstanceid)"
                        + " where i.jobname = 'purge-expired' and " + which);
    }

    /** Told to stop while it waits for somebody who holds the table. */
    private long stoppedAtItsFirst(String table, String line) throws Exception {
        try (Connection busy = voxlynx.db().connect()) {
            busy.setAutoCommit(false);
            try (Statement statement = busy.createStatement()) {
                statement.execute("lock table " + table + " in access exclusive mode");
            }
            long run = commands.start(line);
            await().atMost(PATIENCE)
                    .until(() -> voxlynx.db()
                                    .count(
                                            "select count(*) from pg_locks where not granted and relation = ?::regclass",
                                            table)
                            > 0);
            commands.stop(run);
            busy.rollback();
            return run;
        }
    }

    private void endedKeys(int size) {
        UUID user = UUID.randomUUID();
        voxlynx.db().update("insert into users (id, issuer, subject) values (?, 'nobody', ?)", user, user.toString());
        for (int i = 0; i < size; i++) {
            voxlynx.db()
                    .update(
                            """
                            insert into api_keys (id, user_id, name, prefix, secret_hash, scopes, created_at, expires_at)
                            values (?, ?, 'ended-long-ago', ?, '', '{}', clock_timestamp() - interval '900 days',
                                clock_timestamp() - interval '800 days')""",
                            new UUID(0, firstKey + i + 1),
                            user,
                            UUID.randomUUID().toString());
        }
    }

    private long keys() {
        return voxlynx.db().count("select count(*) from api_keys where name = 'ended-long-ago'");
    }
}
