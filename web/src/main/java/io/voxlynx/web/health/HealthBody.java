package io.voxlynx.web.health;

import io.voxlynx.health.Health;
import java.util.List;
import java.util.Map;

/** The shape of MicroProfile Health. Anybody may read it, so it holds no address, no version and nobody's message. */
public record HealthBody(String status, List<Check> checks) {

    /** @param data figures by their names; null if there are none */
    public record Check(String name, String status, Map<String, Long> data) {

        static Check of(Health.Check check) {
            return new Check(
                    check.name(),
                    word(check.up()),
                    check.figure() == null
                            ? null
                            : Map.of(check.figure().name(), check.figure().value()));
        }
    }

    static HealthBody of(Health health) {
        return new HealthBody(
                word(health.isUp()), health.checks().stream().map(Check::of).toList());
    }

    private static String word(boolean up) {
        return up ? "UP" : "DOWN";
    }
}
