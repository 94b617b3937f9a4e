package io.voxlynx.systemtests.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may come in, and as what; decided by admins, effective at the next request. */
@SystemTest
class PeopleIT {

    private static final String USERS = "/api/users";

    private final Installation voxlynx;
    private final Api admin;
    private final UUID subject = UUID.randomUUID();
    private final String email = subject + "@example.com";

    PeopleIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.admin = voxlynx.admin();
    }

    @Test
    void whereThereIsAnAllowlistNewPeopleWaitForAnAdmin() {
        Api newcomer = voxlynx.supabase(subject, "operator");
        assertKeptOut(newcomer, "An administrator has to allow you first");
        JsonObject profile = found(subject.toString());
        assertThat(profile.getString("access")).isEqualTo("NEW");
        assertThat(profile.getString("issuer")).endsWith("/auth/v1");
        assertThat(profile.getJsonArray("claimedRoles").getValuesAs(JsonString::getString))
                .containsExactly("operator");

        JsonObject allowed = order(profile, "allow").require(200).json();

        assertThat(allowed.getString("access")).isEqualTo("ALLOWED");
        newcomer.get("/api/assistants").require(200);
        voxlynx.supabaseLegacy(subject, "operator").get("/api/assistants").require(200);
    }

    @Test
    void whoeverWasInvitedComesInAtOnceWithTheRoleThatWasMeantForHim() {
        Answer answer = invite(email.toUpperCase(), "operator").require(201);
        JsonObject invited = answer.json();
        assertThat(answer.header("Location")).hasValue(admin.base() + USERS + "/" + invited.getString("id"));
        assertThat(invited.keySet()).doesNotContain("subject", "issuer", "lastSeenAt");

        Api guest = supabaseWithEmail(subject, "voice", JsonValue.EMPTY_JSON_OBJECT);
        guest.get("/api/assistants").require(200);
        Refusals.assertStandard(guest.get("/api/agents"), 403, "FORBIDDEN");

        JsonObject profile = found(email);
        assertThat(profile.getString("id")).isEqualTo(invited.getString("id"));
        assertThat(profile.getString("subject")).isEqualTo(subject.toString());
        // The invitation was for one.
        Api other = supabaseWithEmail(UUID.randomUUID(), "operator", JsonValue.EMPTY_JSON_OBJECT);
        assertKeptOut(other, "An administrator has to allow you first");
    }

    @Test
    void anAddressThatTheIssuerHasNotVerifiedTakesNoInvitation() {
        invite(email, "admin").require(201);

        Api pretender = supabaseWithEmail(
                subject,
                "operator",
                Json.createObjectBuilder().add("email_verified", false).build());

        assertKeptOut(pretender, "An administrator has to allow you first");
    }

    @Test
    void anAddressOfWhichNobodySaysThatItIsVerifiedTakesNoInvitation() {
        invite(email, "voice").require(201);

        Api pretender = plainWithEmail(subject + "-a", JsonValue.EMPTY_JSON_OBJECT);
        assertThat(roles(pretender)).containsExactly("operator");
        assertThat(found(subject + "-a").keySet()).doesNotContain("email");

        Api guest = plainWithEmail(
                subject + "-b",
                Json.createObjectBuilder().add("email_verified", "true").build());
        assertThat(roles(guest)).containsExactly("voice");
    }

    @Test
    void whoeverIsRevokedIsOutFromHisNextRequestOnAndComesBackWhenAllowed() {
        Api operator = voxlynx.caller(subject.toString(), "operator");
        operator.get("/api/assistants").require(200);
        JsonObject profile = found(subject.toString());

        order(profile, "revoke").require(200);
        assertKeptOut(operator, "Your access was revoked");
        Refusals.assertStandard(operator.get("/api/me"), 403, "FORBIDDEN");
        assertThat(order(profile, "revoke").require(200).json().getString("access"))
                .isEqualTo("REVOKED");

        order(profile, "allow").require(200);
        operator.get("/api/assistants").require(200);
    }

    @Test
    void aRoleThatAnAdminChangesHoldsFromTheNextRequestOn() {
        Api user = voxlynx.caller(subject.toString(), "operator");
        user.get("/api/assistants").require(200);
        JsonObject profile = found(subject.toString());

        assertThat(setRole(profile, "voice").require(200).json().getString("role"))
                .isEqualTo("voice");
        Refusals.assertStandard(user.get("/api/assistants"), 403, "FORBIDDEN");
        user.get("/api/agents").require(200);
        assertThat(roles(user)).containsExactly("voice");

        assertThat(setRole(profile, null).require(200).json().keySet()).doesNotContain("role");
        user.get("/api/assistants").require(200);
        assertThat(roles(user)).containsExactly("operator");
    }

    @Test
    void theFirstAdminComesFromTheConfiguration() {
        Api first = voxlynx.anonymous()
                .as(voxlynx.sandbox()
                        .token(Json.createObjectBuilder()
                                .add("issuer", "supabase")
                                .add("subject", subject.toString())
                                .add("email", Installation.FIRST_ADMIN)
                                .build()));

        first.get(USERS).require(200);

        assertThat(roles(first)).containsExactly("admin");
        JsonObject profile = found(subject.toString());
        assertThat(profile.getString("role")).isEqualTo("admin");
        assertThat(profile.getString("access")).isEqualTo("ALLOWED");
        assertThat(profile.getJsonArray("claimedRoles")).isEmpty();
        assertThat(changes(profile)).containsExactly("user.first_admin");

        // Once: whoever comes with this address afterwards waits like everybody else.
        Api second = voxlynx.anonymous()
                .as(voxlynx.sandbox()
                        .token(Json.createObjectBuilder()
                                .add("issuer", "supabase")
                                .add("subject", UUID.randomUUID().toString())
                                .add("email", Installation.FIRST_ADMIN)
                                .build()));
        assertKeptOut(second, "An administrator has to allow you first");
    }

    @Test
    void nobodyRevokesOrDemotesHimself() {
        Api self = voxlynx.caller(subject.toString(), "admin");
        self.get(USERS).require(200);
        JsonObject profile = found(subject.toString());
        String path = USERS + "/" + profile.getString("id");

        Refusals.assertStandard(self.post(path + "/revoke"), 409, "CONFLICT");
        Refusals.assertStandard(self.put(path + "/role", role("operator")), 409, "CONFLICT");
        Refusals.assertStandard(self.put(path + "/role", role(null)), 409, "CONFLICT");

        self.get(USERS).require(200);
        assertThat(changes(profile)).isEmpty();
    }

    @Test
    void aSubjectBelongsToTheIssuerThatShowedItFirst() {
        voxlynx.caller(subject.toString(), "voice").get("/api/agents").require(200);

        Api namesake = voxlynx.supabase(subject, "admin");

        assertKeptOut(namesake, "This subject belongs to another issuer");
        JsonObject entry =
                new AuditLog(admin).refusal(namesake.get("/api/agents"), 403, "access.forbidden", "GET /api/agents");
        assertThat(entry.getString("actor")).endsWith("/auth/v1|" + subject);
        voxlynx.caller(subject.toString(), "voice").get("/api/agents").require(200);
    }

    @Test
    void everyChangeIsRememberedOnceWithWhoMadeIt() {
        voxlynx.caller(subject.toString(), "operator").get("/api/assistants").require(200);
        JsonObject profile = found(subject.toString());

        order(profile, "allow").require(200);
        order(profile, "allow").require(200);
        setRole(profile, "voice").require(200);
        setRole(profile, "voice").require(200);
        Answer last = order(profile, "revoke").require(200);

        assertThat(changes(profile)).containsExactly("user.revoked", "user.role_changed", "user.allowed");
        JsonObject newest = entries(profile).get(0);
        assertThat(newest.getString("actor")).isEqualTo("admin-1");
        assertThat(newest.getString("address")).isEqualTo("127.0.0.1");
        assertThat(newest.getString("requestId"))
                .isEqualTo(last.header("X-Request-Id").orElseThrow());
        assertThat(newest.getJsonObject("details"))
                .isEqualTo(Json.createObjectBuilder()
                        .add("from", "allowed")
                        .add("to", "revoked")
                        .build());
    }

    @Test
    void listsByAccessRoleAndPartOfSubjectOrAddress() {
        voxlynx.caller(subject + "-a", "operator").get("/api/assistants").require(200);
        voxlynx.caller(subject + "-b", "voice").get("/api/agents").require(200);
        invite(email, null).require(201);
        order(found(subject + "-b"), "revoke").require(200);

        assertThat(listed("search=" + subject.toString().toUpperCase()))
                .containsExactly(email, subject + "-b", subject + "-a");
        assertThat(listed("search=" + subject + "&access=REVOKED")).containsExactly(subject + "-b");
        assertThat(listed("search=" + subject + "&access=ALLOWED")).containsExactly(email);
        assertThat(listed("search=" + subject + "&role=operator")).containsExactly(subject + "-a");
        JsonObject second = admin.get(USERS + "?search=" + subject + "&page=2&limit=2")
                .require(200)
                .json();
        assertThat(second.getJsonArray("users")).hasSize(1);
        assertThat(second.getJsonObject("pagination").getInt("total")).isEqualTo(3);
    }

    @Test
    void whoIsSomebodyWasIsToldByHisId() {
        voxlynx.caller(subject.toString(), "operator").get("/api/me").require(200);
        JsonObject profile = found(subject.toString());

        assertThat(admin.get(USERS + "/" + profile.getString("id")).require(200).json())
                .isEqualTo(profile);
        Refusals.assertStandard(admin.get(USERS + "/" + UUID.randomUUID()), 404, "NOT_FOUND");
    }

    @Test
    void everybodyIsToldWhoHeIs() {
        JsonObject me = supabaseInvited().get("/api/me").require(200).json();

        assertThat(me.getString("subject")).isEqualTo(subject.toString());
        assertThat(me.getString("email")).isEqualTo(email);
        assertThat(me.getString("issuer")).endsWith("/auth/v1");
        assertThat(me.getJsonArray("roles").getValuesAs(JsonString::getString)).containsExactly("operator");
        assertThat(me.keySet()).doesNotContain("apiKey");
        for (Api caller : List.of(voxlynx.admin(), voxlynx.voice(), voxlynx.worker())) {
            caller.get("/api/me").require(200);
        }
        Refusals.assertStandard(voxlynx.scheduler().get("/api/me"), 401, "UNAUTHORIZED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {}                                        | email
            {"email":null}                            | email
            {"email":""}                              | email
            {"email":"nobody"}                        | email
            {"email":"a b@example.com"}               | email
            {"email":5}                               | email
            {"email":"a@example.com","role":"root"}   | role
            {"email":"a@example.com","role":["voice"]}| role
            """)
    void anInvitationThatCannotBeMadeIsRefused(String body, String field) {
        long before = voxlynx.db().count("select count(*) from users");

        Refusals.assertInvalid(admin.post(USERS, "application/json", body), field);

        assertThat(voxlynx.db().count("select count(*) from users")).isEqualTo(before);
    }

    @Test
    void nobodyIsInvitedTwice() {
        String id = invite(email, null).require(201).json().getString("id");

        JsonObject error = Refusals.assertStandard(invite(email, "admin"), 409, "CONFLICT");

        assertThat(error.getJsonObject("details").getString("id")).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({"page=0, page", "limit=101, limit", "access=revoked, access", "role=root, role", "search=%00, search"})
    void aParameterThatCannotBeUsedIsNamed(String query, String field) {
        Refusals.assertInvalid(admin.get(USERS + "?" + query), field);
    }

    @Test
    void aRoleThatThereIsNotIsRefused() {
        voxlynx.caller(subject.toString(), "voice").get("/api/agents").require(200);

        Refusals.assertInvalid(setRole(found(subject.toString()), "scheduler"), "role");
    }

    @Test
    void aTokenWhoseSubjectCannotBeKeptIsNoCredential() {
        for (String unusable : List.of(" ", "x".repeat(256), "a\0b")) {
            Api caller = voxlynx.anonymous()
                    .as(voxlynx.sandbox()
                            .token(Json.createObjectBuilder()
                                    .add("subject", "x")
                                    .add("role", "admin")
                                    .add("claims", Json.createObjectBuilder().add("sub", unusable))
                                    .build()));
            Refusals.assertStandard(caller.get("/api/me"), 401, "UNAUTHORIZED");
        }
    }

    @Test
    void nobodyComesInWhileItCannotBeAskedWhetherHeMay() {
        Api user = voxlynx.caller(subject.toString(), "operator");
        user.get("/api/me").require(200);
        voxlynx.db().update("alter table users rename to users_elsewhere");
        try {
            Refusals.assertStandard(user.get("/api/assistants"), 500, "INTERNAL_ERROR");
        } finally {
            voxlynx.db().update("alter table users_elsewhere rename to users");
        }
        user.get("/api/me").require(200);
    }

    private void assertKeptOut(Api caller, String reason) {
        JsonObject error = Refusals.assertStandard(caller.get("/api/assistants"), 403, "FORBIDDEN");
        assertThat(error.getString("message")).isEqualTo(reason);
    }

    private Api supabaseInvited() {
        invite(email, "operator").require(201);
        return supabaseWithEmail(subject, "voice", JsonValue.EMPTY_JSON_OBJECT);
    }

    private Api plainWithEmail(String user, JsonObject claims) {
        return voxlynx.anonymous()
                .as(voxlynx.sandbox()
                        .token(Json.createObjectBuilder()
                                .add("subject", user)
                                .add("role", "operator")
                                .add("email", email)
                                .add("claims", claims)
                                .build()));
    }

    private Api supabaseWithEmail(UUID user, String role, JsonObject claims) {
        return voxlynx.anonymous()
                .as(voxlynx.sandbox()
                        .token(Json.createObjectBuilder()
                                .add("issuer", "supabase")
                                .add("subject", user.toString())
                                .add("role", role)
                                .add("email", email)
                                .add("claims", claims)
                                .build()));
    }

    private Answer invite(String address, String role) {
        JsonObjectBuilder body = Json.createObjectBuilder().add("email", address);
        if (role != null) {
            body.add("role", role);
        }
        return admin.post(USERS, body.build());
    }

    private Answer order(JsonObject user, String command) {
        return admin.post(USERS + "/" + user.getString("id") + "/" + command);
    }

    private Answer setRole(JsonObject user, String role) {
        return admin.put(USERS + "/" + user.getString("id") + "/role", role(role));
    }

    private static JsonObject role(String role) {
        return Json.createObjectBuilder()
                .add("role", role == null ? JsonValue.NULL : Json.createValue(role))
                .build();
    }

    /** The only one that this search finds. */
    private JsonObject found(String search) {
        List<JsonObject> users = users("search=" + search);
        assertThat(users).hasSize(1);
        return users.get(0);
    }

    private List<String> listed(String query) {
        return users(query).stream()
                .map(user -> user.getString("subject", user.getString("email", null)))
                .toList();
    }

    private List<JsonObject> users(String query) {
        return admin.get(USERS + "?" + query)
                .require(200)
                .json()
                .getJsonArray("users")
                .getValuesAs(JsonObject.class);
    }

    private List<String> roles(Api caller) {
        return caller.get("/api/me").require(200).json().getJsonArray("roles").getValuesAs(JsonString::getString);
    }

    private List<String> changes(JsonObject user) {
        return entries(user).stream().map(entry -> entry.getString("action")).toList();
    }

    private List<JsonObject> entries(JsonObject user) {
        return admin.get("/api/audit?target=" + user.getString("id"))
                .require(200)
                .json()
                .getJsonArray("entries")
                .getValuesAs(JsonObject.class);
    }
}
