package io.voxlynx.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an administrator decides on one node holds on the other from the next request on. */
@ClusterTest
class RevocationIT {

    private static final String LIST = "/api/assistants";

    private final String subject = UUID.randomUUID().toString();
    private Visitor admin;
    private Visitor user;
    private String profile;

    @BeforeEach
    void bothNodesKnowTheUser(Cluster voxlynx) {
        admin = voxlynx.somebody("admin");
        user = voxlynx.user(subject, "operator");
        user.get(0, LIST).require(200);
        user.get(1, LIST).require(200);
        profile = "/api/users/"
                + admin.get(0, "/api/users?search=" + subject)
                        .require(200)
                        .json()
                        .getJsonArray("users")
                        .getJsonObject(0)
                        .getString("id");
    }

    @Test
    void whoIsRevokedOnOneNodeIsRefusedOnTheOtherAtOnce() {
        order(0, "revoke");

        assertThat(refusal(user.get(1, LIST))).isEqualTo("Your access was revoked");
        assertThat(refusal(user.get(0, LIST))).isEqualTo("Your access was revoked");

        order(1, "allow");

        user.get(0, LIST).require(200);
        user.get(1, LIST).require(200);
    }

    @Test
    void aRoleThatIsTakenAwayOnOneNodeIsGoneOnTheOther() {
        role(0, "voice");

        user.get(1, LIST).require(403);
        user.get(1, "/api/agents").require(200);

        role(1, "admin");

        user.get(0, "/api/users").require(200);
    }

    @Test
    void aKeyThatIsRevokedOnOneNodeIsWorthNothingOnTheOther() {
        JsonObject made = user.newKey(0);
        Visitor machine = user.as(made.getString("key"));
        machine.get(1, LIST).require(200);

        user.send(0, "/api/api-keys/" + made.getString("id"), HttpRequest.Builder::DELETE)
                .require(204);

        machine.get(1, LIST).require(401);
        machine.get(0, LIST).require(401);
        user.get(1, LIST).require(200);
    }

    @Test
    void whoIsRevokedTakesHisKeysWithHimOnBothNodes() {
        Visitor machine = user.withNewKey(0);
        machine.get(1, LIST).require(200);

        order(0, "revoke");

        assertThat(refusal(machine.get(1, LIST))).isEqualTo("Your access was revoked");
        assertThat(refusal(machine.get(0, LIST))).isEqualTo("Your access was revoked");
    }

    private void order(int node, String what) {
        admin.send(node, profile + "/" + what, request -> request.POST(BodyPublishers.noBody()))
                .require(200);
    }

    private void role(int node, String role) {
        String body = Json.createObjectBuilder().add("role", role).build().toString();
        admin.send(
                        node,
                        profile + "/role",
                        request -> request.header("Content-Type", "application/json")
                                .PUT(BodyPublishers.ofString(body)))
                .require(200);
    }

    private static String refusal(Answer answer) {
        return answer.require(403).error().getString("message");
    }
}
