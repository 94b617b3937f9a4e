package io.voxlynx.systemtests.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.client.Assistants;
import io.voxlynx.sandbox.client.Campaign;
import io.voxlynx.sandbox.run.LocalPlatform;
import io.voxlynx.sandbox.run.Node;
import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Db;
import io.voxlynx.systemtests.harness.OwnPlatform;
import io.voxlynx.systemtests.harness.Platforms;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the health of a node says when one part after the other is really away. On a platform of its own. */
@OwnPlatform
class OutagesIT {

    private static final Duration NOTICED = Duration.ofSeconds(30);
    /** Connections of a node that nobody keeps busy which are in use at the same time. */
    private static final int AT_WORK = 5;

    private static final int SERVED = 100;
    private static final String BROKER = "/subsystem=messaging-activemq/server=default";

    private static LocalPlatform platform;
    private static Node node;
    private static Api api;

    @BeforeAll
    static void start() throws InterruptedException {
        platform = Platforms.named("outages")
                .environment("VOXLYNX_IMPORT_WAIT_SECONDS", "5")
                // Who asks again and again is not to be held up by a limit.
                .environment("VOXLYNX_RATE_LIMIT_GENERAL_PER_MINUTE", "1000000")
                .start();
        node = platform.node(0);
        api = Api.of(node.baseUrl());
    }

    @AfterAll
    static void end() {
        platform.close();
    }

    @Test
    void aDatabaseThatIsStoppedIsToldApart() {
        awaitWell();

        platform.database().stop();
        try {
            await().atMost(NOTICED).untilAsserted(() -> assertThat(down()).containsExactly("database"));
            assertThat(api.get("/health").status()).isEqualTo(503);
            api.get("/health/live").require(200);
            api.get("/health/started").require(200);
        } finally {
            platform.database().start();
        }
        awaitWell();
        api.get("/health").require(200);
    }

    @Test
    void aDatabaseThatStandsStillIsNotWaitedFor() throws Exception {
        awaitWell();

        signalDatabase("-STOP");
        try {
            await().atMost(NOTICED).untilAsserted(() -> assertThat(down()).containsExactly("database"));
            assertThat(api.get("/health").status()).isEqualTo(503);
            api.get("/health/live").require(200);
        } finally {
            signalDatabase("-CONT");
        }
        awaitWell();
    }

    /** They lie on top of the pool: few may fail before it has thrown them out. */
    @Test
    void connectionsThatTheDatabaseHasEndedAreNotHandedOutAgain() throws SQLException {
        awaitWell();
        Api operator = api.as(platform.sandbox().token("operator-1", "operator"));
        operator.get("/api/campaigns").require(200);

        try (Connection database = platform.database().connect();
                Statement end = database.createStatement()) {
            end.execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'voxlynx'");
        }

        int failed = 0;
        for (int served = 0; served < SERVED && failed <= AT_WORK; ) {
            boolean well = operator.get("/api/campaigns").status() == 200;
            served += well ? 1 : 0;
            failed += well ? 0 : 1;
        }
        assertThat(failed).isLessThanOrEqualTo(AT_WORK);
    }

    /** As before a graceful stop, which waits for requests that are being answered. */
    @Test
    void whoWaitsForAnAnswerWhileTheServerIsSuspendedGetsIt() throws Exception {
        awaitWell();
        JsonObject assistant = Assistants.imported(api.as(platform.sandbox().token("admin-1", "admin")));
        byte[] file = Contacts.of(1).csv();
        Api operator = api.as(platform.sandbox().token("operator-1", "operator"));

        try (Connection database = platform.database().connect();
                Statement lock = database.createStatement()) {
            database.setAutoCommit(false);
            lock.execute("lock table contacts in access exclusive mode");
            CompletableFuture<Answer> upload = CompletableFuture.supplyAsync(
                    () -> Campaign.send(operator, "Waits", assistant.getString("id"), 1, file));
            Db db = new Db(platform.database());
            await().atMost(NOTICED).until(() -> db.count("select count(*) from imports where state = 'RUNNING'") == 1);

            node.management().run(":suspend(suspend-timeout=" + NOTICED.toSeconds() + ")");
            try {
                assertThat(upload).succeedsWithin(NOTICED).satisfies(answer -> answer.require(202));
            } finally {
                node.management().run(":resume");
            }
            database.rollback();
            await().atMost(NOTICED).until(() -> db.count("select count(*) from contacts") == 1);
        }
    }

    @Test
    void aBrokerThatTakesNoMessagesMakesTheNodeUnreadyAndNothingElse() throws InterruptedException {
        awaitWell();

        // the application stays, but gets no connection: if the broker as a whole is stopped, the server takes it down
        node.management().run(BROKER + "/in-vm-acceptor=in-vm:stop");
        try {
            await().atMost(NOTICED).untilAsserted(() -> assertThat(down()).containsExactly("broker"));
            api.get("/health").require(200);
            api.get("/health/live").require(200);
            api.get("/health/started").require(200);
        } finally {
            node.management().run(BROKER + "/in-vm-acceptor=in-vm:start");
        }
        awaitWell();
    }

    @Test
    void aBrokerThatIsStoppedForGoodTakesTheNodeOutOfService() throws InterruptedException {
        awaitWell();

        node.management().run(BROKER + ":force-failover");
        try {
            await().atMost(NOTICED).untilAsserted(() -> {
                assertThat(api.get("/health/ready").status()).isGreaterThanOrEqualTo(400);
                assertThat(api.get("/health").status()).isGreaterThanOrEqualTo(400);
            });
        } finally {
            node.stop();
            node.start();
        }
        awaitWell();
    }

    @Test
    void aSchemaThatLacksTheNewestMigrationIsToldApartAndANodeThatHasStartedHasStarted() {
        awaitWell();
        api.get("/health/started").require(200);
        Db db = new Db(platform.database());
        String newest = db.one(
                String.class,
                "select version from flyway_schema_history where version is not null"
                        + " order by string_to_array(version, '.') :: bigint[] desc limit 1");

        db.update("update flyway_schema_history set version = '0.' || version where version = ?", newest);
        try {
            await().atMost(NOTICED).untilAsserted(() -> assertThat(down()).containsExactly("migrations"));
            api.get("/health/live").require(200);
            api.get("/health/started").require(200);
        } finally {
            db.update("update flyway_schema_history set version = ? where version = '0.' || ?", newest, newest);
        }
        awaitWell();
    }

    @Test
    void withoutACollectorOfSpansNobodyComplains() throws IOException {
        api.get("/health").require(200);

        assertThat(Files.readString(node.log())).doesNotContain("io.opentelemetry", "Failed to export");
    }

    private static void awaitWell() {
        await().atMost(NOTICED).untilAsserted(() -> assertThat(down()).isEmpty());
        JsonObject ready = api.get("/health/ready").require(200).json();
        assertThat(ready.getJsonArray("checks").getValuesAs(JsonObject.class))
                .extracting(check -> check.getString("name"))
                .containsExactly("database", "broker", "migrations", "clock");
    }

    /** Which checks of readiness say so; the status has to agree. */
    private static List<String> down() {
        Answer ready = api.get("/health/ready");
        JsonObject body = ready.json();
        List<String> down = body.getJsonArray("checks").stream()
                .map(JsonValue::asJsonObject)
                .filter(check -> check.getString("status").equals("DOWN"))
                .map(check -> check.getString("name"))
                .collect(Collectors.toList());
        assertThat(ready.status()).isEqualTo(down.isEmpty() ? 200 : 503);
        assertThat(body.getString("status")).isEqualTo(down.isEmpty() ? "UP" : "DOWN");
        return down;
    }

    private static void signalDatabase(String signal) throws IOException, InterruptedException {
        long postmaster =
                Long.parseLong(Files.readAllLines(platform.database().data().resolve("postmaster.pid"))
                        .get(0)
                        .strip());
        List<String> pids = Stream.concat(
                        Stream.of(postmaster),
                        ProcessHandle.of(postmaster).orElseThrow().descendants().map(ProcessHandle::pid))
                .map(Object::toString)
                .toList();
        List<String> command =
                Stream.concat(Stream.of("kill", signal), pids.stream()).toList();
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
