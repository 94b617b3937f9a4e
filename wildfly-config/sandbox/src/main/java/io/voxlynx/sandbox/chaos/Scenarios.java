package io.voxlynx.sandbox.chaos;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All bad days that we know. */
public final class Scenarios {

    /** Without those that last long. */
    public static final List<Scenario> ALL = Stream.of(
                    NodeFaults.ALL,
                    KillPoints.ALL,
                    FreezeFaults.ALL,
                    ClockFaults.ALL,
                    DatabaseFaults.ALL,
                    BrokerFaults.ALL,
                    ProviderFaults.ALL,
                    WebhookFaults.ALL,
                    CommandFaults.ALL,
                    Upgrades.ALL,
                    Everything.ALL,
                    BulkFaults.ALL,
                    ExportFaults.ALL)
            .flatMap(List::stream)
            .toList();

    private Scenarios() {}

    /** @throws IllegalArgumentException with the names there are */
    public static Scenario named(String name) {
        return byName().filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No scenario '" + name + "': there are "
                        + byName().map(Scenario::name).collect(Collectors.joining(", "))));
    }

    private static Stream<Scenario> byName() {
        return Stream.of(ALL, Soak.ALL, BulkFaults.LONG, ExportFaults.LONG).flatMap(List::stream);
    }
}
