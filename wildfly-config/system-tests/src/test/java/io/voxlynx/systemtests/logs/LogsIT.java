package io.voxlynx.systemtests.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.client.Multipart;
import io.voxlynx.sandbox.run.Secrets;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Phones;
import io.voxlynx.systemtests.harness.Platforms;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.TestAgents;
import io.voxlynx.systemtests.harness.TestSession;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Runs after all others, so that it reads what they have left in the logs of every node and of PostgreSQL. Before that it
 * sends words that nobody else has ever said through every entrance, with success, with a refusal and into a failure.
 */
@SystemTest
@Isolated
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LogsIT {

    private static final String NAME = "Kanarienvogel-" + UUID.randomUUID();
    private static final String EMAIL = "canary-" + UUID.randomUUID() + "@example.com";
    private static final String CREDENTIAL = "canary." + UUID.randomUUID() + ".credential";

    private final Installation voxlynx;

    LogsIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
    }

    @Test
    @Order(1)
    void itSeesWhatItLooksFor(@TempDir Path directory) throws IOException {
        String number = Phones.endingIn("0100");
        Path log = directory.resolve("server.log");
        Files.write(
                log,
                List.of(
                        "INFO nothing of interest in call 0195a8f0-0000-7000-8000-000000000000 at 2026-11-21 10:00:00,123",
                        "WARN cannot dial " + number,
                        "WARN cannot dial (" + number.substring(2, 5) + ") " + number.substring(5, 8) + "-"
                                + number.substring(8),
                        "FINE Bearer " + voxlynx.platform().sandbox().token("x", "voice"),
                        "FINE vlx_Ab3dEf6hIj9k_0123456789abcdefghijABCDEFGHIJ0123456789abc",
                        "FINE secret " + voxlynx.platform().secrets().scheduler(),
                        "FINE hello " + NAME));

        assertThat(new Leaks(words(), candidates -> intersection(candidates, Set.of(number))).in(log))
                .containsExactlyInAnyOrder(
                        "server.log:2: a telephone number",
                        "server.log:2: the telephone number of somebody",
                        "server.log:4: a token",
                        "server.log:5: an API key",
                        "server.log:6: the secret scheduler",
                        "server.log:7: a name");
    }

    @Test
    @Order(2)
    void whatPeopleAreCalledIsSaidAtEveryEntrance() {
        String phone = Phones.answering();
        Api voice = voxlynx.voice();

        uploads(phone).forEach(csv -> upload(csv));
        voice.post(
                        "/api/agents",
                        TestAgents.profile()
                                .add("name", NAME)
                                .add("systemPrompt", NAME)
                                .build())
                .require(201);
        voice.post("/api/agents", TestAgents.profile().add("sttProvider", NAME).build())
                .require(400);
        TestSession session = TestSession.begin(voxlynx, voice, null);
        session.say("user", NAME + " " + phone).require(201);
        session.say(NAME, "x").require(201);
        String agent = voxlynx.agentId().toString();
        for (String callee : List.of(phone, Phones.endingIn("0503"), Phones.endingIn("0901"), NAME)) {
            JsonObject order = Json.createObjectBuilder()
                    .add("agent_id", agent)
                    .add("phone_number", callee)
                    .add("callback_url", voxlynx.callbacks().url() + "?who=" + NAME)
                    .build();
            assertThat(voice.post("/api/calls/outbound", order).status()).isIn(201, 400);
        }
        voxlynx.admin()
                .post(
                        "/api/users",
                        Json.createObjectBuilder().add("email", EMAIL).build())
                .require(201);
        for (String body : List.of(
                "{\"message\":{\"type\":\"" + NAME + "\",\"customer\":{\"number\":\"" + phone + "\"}}}",
                "{\"message\":{\"type\":\"end-of-call-report\",\"call\":{\"id\":\"" + NAME + "\"},\"timestamp\":\""
                        + phone + "\"}}")) {
            voxlynx.sandbox().deliver(body);
        }
        for (String credential : List.of(CREDENTIAL, "vlx_" + CREDENTIAL, CREDENTIAL + " " + NAME)) {
            assertThat(voxlynx.anonymous().as(credential).get("/api/agents").status())
                    .isEqualTo(401);
        }
    }

    @Test
    @Order(3)
    void whatFailsInsideSaysNothingOfWhomItWasAbout() {
        TestSession session = TestSession.begin(voxlynx, voxlynx.voice(), null);
        String phone = Phones.answering();
        voxlynx.db().update("alter table transcripts add constraint nobody_speaks check (speaker = '') not valid");
        try {
            assertThat(session.say("user", NAME + " " + phone).status()).isEqualTo(500);
        } finally {
            voxlynx.db().update("alter table transcripts drop constraint nobody_speaks");
        }
        voxlynx.db().update("alter table agents add constraint nobody_answers check (name = '') not valid");
        try {
            assertThat(voxlynx.voice()
                            .post(
                                    "/api/agents",
                                    TestAgents.profile()
                                            .add("name", NAME)
                                            .add("phoneNumber", phone)
                                            .build())
                            .status())
                    .isEqualTo(500);
        } finally {
            voxlynx.db().update("alter table agents drop constraint nobody_answers");
        }
    }

    @Test
    @Order(4)
    void noLogTellsWhoWasCalledOrWhatOpensADoor() throws IOException {
        List<Path> logs = logs();
        assertThat(logs)
                .anyMatch(log -> log.endsWith("node1/log/server.log"))
                .anyMatch(log -> log.endsWith("postgres.log"));
        assertThat(Files.size(voxlynx.platform().node(0).log())).isPositive();

        Leaks leaks = new Leaks(words(), this::numbersAmong);

        assertThat(logs.stream().flatMap(log -> leaks.in(log).stream())).isEmpty();
    }

    /** Good rows, bad rows, and a file that is refused. */
    private static List<String> uploads(String phone) {
        return List.of(
                "name,business_name,phone,note\n" + NAME + "," + NAME + "," + phone + "," + NAME + "\n" + NAME
                        + ",,call " + phone + "\n",
                "name,business_name,phone\n" + NAME + ",\"" + phone + "\n",
                "name,phone\n" + NAME + "," + phone + "\n");
    }

    private void upload(String csv) {
        Answer answer = voxlynx.operator()
                .post(
                        "/api/campaigns",
                        new Multipart()
                                .json("campaign", voxlynx.order(1, "continuous"))
                                .file("contactsCsv", NAME + ".csv", csv.getBytes(StandardCharsets.UTF_8)));
        assertThat(answer.status()).isIn(201, 400);
    }

    private Map<String, String> words() {
        Map<String, String> words = new HashMap<>(Map.of(
                "a name",
                NAME,
                "an e-mail address",
                EMAIL,
                "a credential",
                CREDENTIAL,
                "the database's password",
                voxlynx.platform().database().password()));
        for (RecordComponent secret : Secrets.class.getRecordComponents()) {
            words.put("the secret " + secret.getName(), valueOf(secret));
        }
        return words;
    }

    private String valueOf(RecordComponent secret) {
        try {
            return (String) secret.getAccessor().invoke(voxlynx.platform().secrets());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(secret.getName(), e);
        }
    }

    private Set<String> numbersAmong(Set<String> candidates) {
        return new LinkedHashSet<>(voxlynx.db().list(String.class, """
                select candidate from unnest(string_to_array(?, ',')) candidate
                where exists (select from contacts where phone = candidate)
                   or exists (select from sessions where phone_number = candidate)
                   or exists (select from agents where phone_number = candidate)""", String.join(",", candidates)));
    }

    private static Set<String> intersection(Set<String> one, Set<String> other) {
        Set<String> both = new LinkedHashSet<>(one);
        both.retainAll(other);
        return both;
    }

    /** Of all platforms of this run; the stand-ins' own are theirs. */
    private static List<Path> logs() throws IOException {
        try (Stream<Path> files = Files.walk(Platforms.output(), 4)) {
            return files.filter(file -> Platforms.output()
                            .relativize(file)
                            .toString()
                            .matches("platform[^/]*/(postgres\\.log|node\\d+/log/[^/]*)"))
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }
}
