package io.voxlynx.systemtests.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys for machines: what their owners may do, and nothing else. */
@SystemTest
class ApiKeysIT {

    private static final String KEYS = "/api/api-keys";

    private final Installation voxlynx;
    private final String subject = "keeper-" + UUID.randomUUID();
    private final Api owner;

    ApiKeysIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.owner = voxlynx.caller(subject, "operator");
    }

    @Test
    void aKeyIsShownOnceAndOpensWhatItsOwnerMayOpen() {
        Answer answer = make(owner, "operator").require(201);
        JsonObject made = answer.json();
        String key = made.getString("key");
        assertThat(made.keySet())
                .containsExactlyInAnyOrder("id", "name", "prefix", "scopes", "userId", "createdAt", "expiresAt", "key");
        assertThat(key).startsWith(made.getString("prefix") + "_");
        assertThat(answer.header("Cache-Control")).hasValue("no-store");

        Api machine = voxlynx.anonymous().as(key);
        machine.get("/api/assistants").require(200);
        JsonObject me = machine.get("/api/me").require(200).json();
        assertThat(me.getString("subject")).isEqualTo(subject);
        assertThat(me.getString("apiKey")).isEqualTo(made.getString("id"));

        Answer list = owner.get(KEYS).require(200);
        assertThat(list.text())
                .doesNotContain(key.substring(made.getString("prefix").length() + 1));
        JsonObject listed = list.json().getJsonArray("apiKeys").getJsonObject(0);
        assertThat(listed.getString("id")).isEqualTo(made.getString("id"));
        assertThat(Instant.parse(listed.getString("lastUsedAt")))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(Duration.between(
                                Instant.parse(made.getString("createdAt")), Instant.parse(made.getString("expiresAt")))
                        .toDays())
                .isEqualTo(90);
    }

    @Test
    void whatAKeyMakesIsItsOwners() {
        Api voice = voxlynx.caller("speaker-" + UUID.randomUUID(), "voice");
        Api machine = machine(voice, "voice");

        String agent = voxlynx.agent(machine).getString("id");

        voice.get("/api/agents/" + agent).require(200);
        machine.get("/api/agents/" + agent).require(200);
        Refusals.assertStandard(voxlynx.voice2().get("/api/agents/" + agent), 404, "NOT_FOUND");
        Refusals.assertStandard(machine(voxlynx.voice2(), "voice").get("/api/agents/" + agent), 404, "NOT_FOUND");
    }

    @Test
    void anAdminMakesTheWorkersKey() {
        Api worker = machine(voxlynx.admin(), "agent-worker");

        assertThat(worker.get("/api/me")
                        .require(200)
                        .json()
                        .getJsonArray("roles")
                        .getValuesAs(JsonString::getString))
                .containsExactly("agent-worker");
        Refusals.assertStandard(worker.get("/api/users"), 403, "FORBIDDEN");
        Refusals.assertStandard(worker.get("/api/campaigns"), 403, "FORBIDDEN");
    }

    @Test
    void aKeyMakesNobodyAnAdminAndDecidesNothingAboutOne() {
        Api machine = machine(voxlynx.admin(), "admin");
        owner.get("/api/assistants").require(200);
        String operator = "/api/users/" + userId(subject);
        voxlynx.caller(subject + "-admin", "admin").get("/api/users").require(200);
        String another = "/api/users/" + userId(subject + "-admin");
        JsonObject admin = Json.createObjectBuilder().add("role", "admin").build();
        JsonObject voice = Json.createObjectBuilder().add("role", "voice").build();

        Refusals.assertStandard(machine.put(operator + "/role", admin), 403, "FORBIDDEN");
        Refusals.assertStandard(machine.put(another + "/role", voice), 403, "FORBIDDEN");
        Refusals.assertStandard(machine.post(another + "/revoke"), 403, "FORBIDDEN");

        machine.put(operator + "/role", voice).require(200);
        machine.post(operator + "/revoke").require(200);
    }

    private String userId(String search) {
        return voxlynx.db()
                .one(UUID.class, "select id from users where subject = ?", search)
                .toString();
    }

    @Test
    void aKeyDoesNotLookAfterKeys() {
        Api machine = machine(voxlynx.admin(), "admin");
        String id = make(owner, "operator").require(201).json().getString("id");

        Refusals.assertStandard(make(machine, "admin"), 403, "FORBIDDEN");
        Refusals.assertStandard(machine.get(KEYS), 403, "FORBIDDEN");
        Refusals.assertStandard(machine.delete(KEYS + "/" + id), 403, "FORBIDDEN");
    }

    @Test
    void aRevokedKeyOpensNothingFromTheNextRequestOn() {
        JsonObject made = make(owner, "operator").require(201).json();
        Api machine = voxlynx.anonymous().as(made.getString("key"));
        machine.get("/api/assistants").require(200);
        String path = KEYS + "/" + made.getString("id");
        Refusals.assertStandard(voxlynx.operator2().delete(path), 404, "NOT_FOUND");
        machine.get("/api/assistants").require(200);

        owner.delete(path).require(204);

        refused(made.getString("key"));
        owner.delete(path).require(204);
        assertThat(owner.get(KEYS).require(200).json().getJsonArray("apiKeys").getJsonObject(0))
                .containsKey("revokedAt");
        Refusals.assertStandard(owner.delete(KEYS + "/" + UUID.randomUUID()), 404, "NOT_FOUND");
    }

    @Test
    void anAdminSeesAndRevokesEverybodysKeys() {
        JsonObject made = make(owner, "operator").require(201).json();
        String mine = KEYS + "?userId=" + made.getString("userId");
        assertThat(voxlynx.admin().get(mine).require(200).json().getJsonArray("apiKeys"))
                .hasSize(1);
        assertThat(voxlynx.operator2().get(mine).require(200).json().getJsonArray("apiKeys"))
                .isEmpty();

        voxlynx.admin().delete(KEYS + "/" + made.getString("id")).require(204);

        refused(made.getString("key"));
    }

    @Test
    void anExpiredKeyOpensNothing() {
        JsonObject made = make(owner, "operator").require(201).json();
        voxlynx.db()
                .update(
                        "update api_keys set expires_at = clock_timestamp() where id = ?",
                        UUID.fromString(made.getString("id")));

        refused(made.getString("key"));
    }

    @Test
    void whoeverLosesHisAccessOrHisRoleLosesItForHisKeysToo() {
        Api machine = machine(owner, "operator");
        String user = voxlynx.admin()
                .get("/api/users?search=" + subject)
                .require(200)
                .json()
                .getJsonArray("users")
                .getJsonObject(0)
                .getString("id");
        machine.get("/api/assistants").require(200);

        voxlynx.admin()
                .put(
                        "/api/users/" + user + "/role",
                        Json.createObjectBuilder().add("role", "voice").build())
                .require(200);
        Refusals.assertStandard(machine.get("/api/assistants"), 403, "FORBIDDEN");
        voxlynx.admin()
                .put(
                        "/api/users/" + user + "/role",
                        Json.createObjectBuilder().add("role", "operator").build())
                .require(200);
        machine.get("/api/assistants").require(200);
        voxlynx.admin().post("/api/users/" + user + "/revoke").require(200);

        JsonObject error = Refusals.assertStandard(machine.get("/api/assistants"), 403, "FORBIDDEN");
        assertThat(error.getString("message")).isEqualTo("Your access was revoked");
    }

    @Test
    void whatIsAlmostAKeyOpensNothing() {
        String key = make(owner, "operator").require(201).json().getString("key");
        for (String almost : List.of(
                key.substring(0, key.length() - 1),
                key + "A",
                key.replaceFirst(".$", key.endsWith("A") ? "B" : "A"),
                key.toUpperCase(Locale.ROOT).replaceFirst("VLX_", "vlx_"),
                key.substring(0, 17),
                "vlx_",
                "vlx_" + "x".repeat(50_000))) {
            refused(almost);
        }
        for (String address : List.of("?api_key=" + key, "?key=" + key, "?access_token=" + key)) {
            Refusals.assertStandard(voxlynx.anonymous().get("/api/assistants" + address), 401, "UNAUTHORIZED");
        }
        Api nobody = voxlynx.anonymous();
        Refusals.assertStandard(
                nobody.send(nobody.request("/api/assistants")
                        .header("X-API-Key", key)
                        .GET()),
                401,
                "UNAUTHORIZED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|name",
                "{\"name\":\"\"}|name",
                "{\"name\":\"x\",\"scopes\":[]}|scopes",
                "{\"name\":\"x\",\"scopes\":[\"admin\"]}|scopes",
                "{\"name\":\"x\",\"scopes\":[\"scheduler\"]}|scopes",
                "{\"name\":\"x\",\"scopes\":[\"operator\",\"agent-worker\"]}|scopes",
                "{\"name\":\"x\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}|expiresAt",
                "{\"name\":\"x\",\"expiresAt\":\"2999-01-01T00:00:00Z\"}|expiresAt",
                "{\"name\":\"x\",\"expiresAt\":\"tomorrow\"}|expiresAt"
            })
    void aKeyThatMayNotBeIsNotMade(String body, String field) {
        Refusals.assertInvalid(owner.post(KEYS, "application/json", body), field);

        assertThat(owner.get(KEYS).require(200).json().getJsonArray("apiKeys")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"userId", "id", "prefix", "key", "secretHash", "revokedAt", "createdAt"})
    void nobodyChoosesWhatIsNotHisToChoose(String member) {
        JsonObject body = Json.createObjectBuilder()
                .add("name", "mine")
                .add(member, UUID.randomUUID().toString())
                .build();

        // What the document does not know is not sent by a client that keeps to it.
        Api careless = voxlynx.undocumented(voxlynx.caller(subject, "operator"));

        JsonObject made = careless.post(KEYS, body).require(201).json();

        assertThat(made.toString()).doesNotContain(body.getString(member));
    }

    @Test
    void whatHappensToKeysIsRememberedAndTheirSecretsAreNot() throws IOException {
        JsonObject made = make(owner, "operator").require(201).json();
        String key = made.getString("key");
        voxlynx.anonymous().as(key).get("/api/me").require(200);
        refused(key + "x");
        owner.delete(KEYS + "/" + made.getString("id")).require(204);

        Answer log =
                voxlynx.admin().get("/api/audit?target=" + made.getString("id")).require(200);

        assertThat(log.text())
                .contains("key.created", "key.revoked", made.getString("prefix"), subject)
                .doesNotContain(key);
        String secret = key.substring(made.getString("prefix").length() + 1);
        assertThat(Files.readString(voxlynx.platform().node(0).log())).doesNotContain(secret);
    }

    private Api machine(Api keeper, String... scopes) {
        return voxlynx.anonymous().as(make(keeper, scopes).require(201).json().getString("key"));
    }

    private static Answer make(Api keeper, String... scopes) {
        JsonArrayBuilder wanted = Json.createArrayBuilder();
        for (String scope : scopes) {
            wanted.add(scope);
        }
        JsonObjectBuilder body =
                Json.createObjectBuilder().add("name", "nightly import").add("scopes", wanted);
        return keeper.post(KEYS, body.build());
    }

    private void refused(String key) {
        Answer answer = voxlynx.anonymous().as(key).get("/api/assistants");

        Refusals.assertStandard(answer, 401, "UNAUTHORIZED");
        assertThat(answer.header("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\"");
    }
}
