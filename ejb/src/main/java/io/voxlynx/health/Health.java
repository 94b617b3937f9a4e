package io.voxlynx.health;

import java.util.List;

/** What was found out, check by check; well only if all of them are. */
public record Health(List<Check> checks) {

    /**
     * @param name the part that was asked: {@code database}, {@code broker}, {@code migrations} or {@code clock}
     * @param figure what was measured; null if nothing was
     */
    public record Check(String name, boolean up, Figure figure) {}

    /** @param name with its unit, e.g. {@code millis} */
    public record Figure(String name, long value) {}

    static Health of(Check... checks) {
        return new Health(List.of(checks));
    }

    public boolean isUp() {
        return checks.stream().allMatch(Check::up);
    }
}
