package io.voxlynx.sandbox.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortPlanTest {

    @Test
    void keepsWildFlysUsualPortsAround8080() {
        PortPlan plan = PortPlan.around(8080, 1);

        assertThat(plan.nodes().get(0).http()).isEqualTo(8080);
        assertThat(plan.nodes().get(0).management()).isEqualTo(9990);
        assertThat(plan.database()).isEqualTo(15_432);
    }

    @Test
    void movesEveryPortByTheSameDistance() {
        assertThat(PortPlan.around(9080, 1).database()).isEqualTo(16_432);
        assertThat(PortPlan.around(9080, 1).nodes().get(0).management()).isEqualTo(10_990);
    }

    @Test
    void givesNoPortTwice() {
        PortPlan plan = PortPlan.around(8080, 3);

        assertThat(ports(plan)).hasSize(21).doesNotHaveDuplicates();
    }

    @Test
    void givesNoPortToTwoPlatforms() {
        assertThat(Stream.generate(() -> PortPlan.free(1))
                        .limit(20)
                        .flatMap(plan -> ports(plan).distinct()))
                .doesNotHaveDuplicates();
    }

    @Test
    void keepsTheClustersPortsOfAllNodesEquallyFarApart() {
        assertThat(Stream.of(PortPlan.free(3), PortPlan.around(8080, 3))
                        .flatMap(plan -> plan.nodes().stream())
                        .map(node -> node.failureDetection() - node.jgroups()))
                .containsOnly(50);
    }

    @Test
    void refusesAPortThatLeavesNoRoom() {
        assertThatThrownBy(() -> PortPlan.around(65_000, 1))
                .isInstanceOf(CannotRun.class)
                .hasMessageContaining("from 3432 to 58183");
        assertThatCode(() -> PortPlan.around(58_183, 1)).doesNotThrowAnyException();
        assertThatCode(() -> PortPlan.around(3432, 1)).doesNotThrowAnyException();
        assertThatThrownBy(() -> PortPlan.around(3431, 1)).isInstanceOf(CannotRun.class);
    }

    @Test
    void namesThePortThatIsTaken() throws IOException {
        PortPlan plan = PortPlan.free(1);
        try (ServerSocket stranger = new ServerSocket(plan.database(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(plan::requireFree)
                    .isInstanceOf(CannotRun.class)
                    .hasMessageContaining("Port " + stranger.getLocalPort() + " (PostgreSQL) is taken");
        }
        assertThatCode(plan::requireFree).doesNotThrowAnyException();
    }

    private static Stream<Integer> ports(PortPlan plan) {
        return Stream.concat(
                Stream.of(plan.entrance(), plan.sandbox(), plan.database()),
                plan.nodes().stream()
                        .flatMap(node -> Stream.of(
                                node.http(),
                                node.management(),
                                node.jgroups(),
                                node.failureDetection(),
                                node.messaging(),
                                node.jms())));
    }
}
