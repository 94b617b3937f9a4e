package io.voxlynx.systemtests.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.run.Node;
import java.util.List;
import java.util.Map;

/** What a node's registry says at one moment, in the text format of Prometheus. */
record Scrape(List<String> lines) {

    static Scrape of(Node node) {
        return new Scrape(Api.of(node.managementUrl())
                .get("/prometheus")
                .require(200)
                .text()
                .lines()
                .toList());
    }

    /** The sum over all series of this name that have these labels. */
    double sum(String name, Map<String, String> labels) {
        List<String> series = series(name, labels);
        assertThat(series).as(name + labels).isNotEmpty();
        return series.stream().mapToDouble(Scrape::value).sum();
    }

    double sum(String name) {
        return sum(name, Map.of());
    }

    boolean has(String name) {
        return !series(name, Map.of()).isEmpty();
    }

    List<String> series(String name, Map<String, String> labels) {
        return lines.stream()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> labels.entrySet().stream()
                        .allMatch(label -> line.contains(label.getKey() + "=\"" + label.getValue() + "\"")))
                .toList();
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
