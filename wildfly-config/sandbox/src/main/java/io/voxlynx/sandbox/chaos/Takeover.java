package io.voxlynx.sandbox.chaos;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * How the others go on after something died, measured from outside: by the provider's dial log, and by when no call
 * that was between claim and answer at that moment is so any more.
 */
final class Takeover {

    private static final double DIALS_GOAL = 5;
    private static final double SETTLED_GOAL = 30;

    private final Stage stage;
    private final Instant died;
    /** Launch states by call, as they were left. */
    private final Map<UUID, String> left;

    private Takeover(Stage stage, Instant died, Map<UUID, String> left) {
        this.stage = stage;
        this.died = died;
        this.left = left;
    }

    /** From now, when it has just died. */
    static Takeover begin(Stage stage) {
        return new Takeover(stage, Instant.now(), onTheirWay(stage));
    }

    /** From now, when what everybody needs has just come back; only the dials are of interest. */
    static Takeover fromReturn(Stage stage) {
        return new Takeover(stage, Instant.now(), Map.of());
    }

    /** Returns when the calls that were left are settled. */
    void awaitSettled() throws InterruptedException {
        Collection<UUID> open = left.keySet();
        stage.await(
                "the calls that were on their way",
                () -> onTheirWay(stage).keySet().stream().noneMatch(open::contains));
        if (!left.isEmpty()) {
            stage.measured("its claimed calls were settled after, s", since(Instant.now()), SETTLED_GOAL);
        }
        stage.note(left.size() + " calls were on their way");
    }

    /** From what has been dialled so far: before another campaign begins, which would count as a pause. */
    void measureDials() {
        // an order that had left already may ring a moment later
        Set<String> sent = left.entrySet().stream()
                .filter(call -> !call.getValue().equals("PENDING"))
                .map(call -> call.getKey().toString())
                .collect(Collectors.toSet());
        List<Instant> dials = stage.dials().stream()
                .filter(dial -> !sent.contains(text(dial, "attemptId")))
                .map(dial -> Instant.parse(dial.getString("receivedAt")))
                .filter(died::isBefore)
                .sorted()
                .toList();
        if (dials.isEmpty()) {
            stage.note("nobody was left to dial");
            return;
        }
        stage.measured("somebody dialled again after, s", since(dials.get(0)), DIALS_GOAL);
        Instant before = died;
        Duration longest = Duration.ZERO;
        for (Instant dial : dials) {
            Duration pause = Duration.between(before, dial);
            longest = pause.compareTo(longest) > 0 ? pause : longest;
            before = dial;
        }
        stage.measured("longest pause between two dials from then on, s", longest.toMillis() / 1000.0);
    }

    private double since(Instant instant) {
        return Duration.between(died, instant).toMillis() / 1000.0;
    }

    private static String text(JsonObject line, String name) {
        return line.getOrDefault(name, JsonValue.NULL).getValueType() == JsonValue.ValueType.STRING
                ? line.getString(name)
                : null;
    }

    private static Map<UUID, String> onTheirWay(Stage stage) {
        Map<UUID, String> calls = new HashMap<>();
        try (Connection database = stage.platform().database().connect();
                PreparedStatement query = database.prepareStatement("""
                        select id, launch_state from voxlynx.calls
                        where slot_held and launch_state in ('PENDING', 'SENDING', 'UNKNOWN')""");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                calls.put(rows.getObject(1, UUID.class), rows.getString(2));
            }
            return calls;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
