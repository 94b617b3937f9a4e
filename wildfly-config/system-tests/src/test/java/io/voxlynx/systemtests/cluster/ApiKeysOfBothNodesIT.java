package io.voxlynx.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.systemtests.harness.Together;
import jakarta.json.JsonObject;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nothing about a key is remembered by a node. */
@ClusterTest
class ApiKeysOfBothNodesIT {

    private static final String KEYS = "/api/api-keys";
    private static final String LIST = "/api/assistants";

    @Together
    @Test
    void aKeyOfOneNodeIsGoodAtTheOtherAndOverThereAsSoonAsItIsRevokedHere(Cluster voxlynx) {
        Visitor owner = voxlynx.somebody("operator");
        JsonObject made = make(owner, 0);
        Visitor machine = voxlynx.stranger().as(made.getString("key"));
        assertThat(machine.get(1, LIST).status()).isEqualTo(200);
        assertThat(machine.get(0, LIST).status()).isEqualTo(200);

        owner.send(0, KEYS + "/" + made.getString("id"), request -> request.DELETE())
                .require(204);

        assertThat(machine.get(1, LIST).status()).isEqualTo(401);
        assertThat(machine.get(0, LIST).status()).isEqualTo(401);
    }

    @Together
    @Test
    void fiftyAtMostAreMadeAtBothNodesTogether(Cluster voxlynx) {
        Visitor owner = voxlynx.somebody("operator");

        var answers = Visitor.atOnce(60, number -> order(owner, number));

        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(50);
        assertThat(answers.stream().filter(answer -> answer.status() == 409)).hasSize(10);
    }

    @Together
    @Test
    void aKeyUsesUpWhatItsOwnerMayAskFor(Cluster voxlynx) {
        Visitor owner = voxlynx.somebody("operator");
        Visitor machine = voxlynx.stranger().as(make(owner, 0).getString("key"));
        IntStream.range(0, 9).forEach(number -> machine.get(number, LIST).require(200));

        assertThat(owner.get(1, LIST).require(200).header("RateLimit-Remaining"))
                .hasValue("89");
    }

    private static JsonObject make(Visitor owner, int node) {
        return order(owner, node).require(201).json();
    }

    private static Answer order(Visitor owner, int node) {
        return owner.post(node, KEYS, "application/json", "{\"name\":\"nightly import\"}");
    }
}
