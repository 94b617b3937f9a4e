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
    /** The launch state of a call of which surely nothing has left. */
    private static final String WAITING = "PENDING";

    private final Stage stage;
    private final boolean othersLive;
    private final Instant died;
    /** Launch states by call, as they were left. */
    private final Map<UUID, String> left;

    private Takeover(Stage stage, boolean othersLive, Instant died, Map<UUID, String> left) {
        this.stage = stage;
        this.othersLive = othersLive;
        this.died = died;
        this.left = left;
    }

    /** From now, when a node has just died; the goals are those of the others, where there are any. */
    static Takeover begin(Stage stage) {
        return new Takeover(stage, stage.platform().nodes().size() > 1, Instant.now(), onTheirWay(stage));
    }

    /** From now, when nobody who could take over is left, or who did it may come back to it. */
    static Takeover ofAll(Stage stage) {
        return new Takeover(stage, false, Instant.now(), onTheirWay(stage));
    }

    /** From now, when what everybody needs has just come back; only the dials are of interest. */
    static Takeover fromReturn(Stage stage) {
        return new Takeover(stage, false, Instant.now(), Map.of());
    }

    /** How many calls were left that may have been sent or not. */
    long doubtful() {
        return left.values().stream().filter(state -> !state.equals(WAITING)).count();
    }

    /** Returns when the calls that were left are settled. */
    void awaitSettled() throws InterruptedException {
        Collection<UUID> open = left.keySet();
        stage.await(
                "the calls that were on their way",
                () -> onTheirWay(stage).keySet().stream().noneMatch(open::contains));
        if (!left.isEmpty()) {
            measured("its claimed calls were settled after, s", since(Instant.now()), SETTLED_GOAL);
        }
        stage.note(left.size() + " calls were on their way");
    }

    /** How many of the doubtful ones came to the provider later than that. */
    long orderedAfter(Instant instant) {
        Set<String> sent = sent();
        return stage.dials().stream()
                .filter(dial -> sent.contains(text(dial, "attemptId")))
                .filter(dial -> Instant.parse(dial.getString("receivedAt")).isAfter(instant))
                .count();
    }

    private Set<String> sent() {
        return left.entrySet().stream()
                .filter(call -> !call.getValue().equals(WAITING))
                .map(call -> call.getKey().toString())
                .collect(Collectors.toSet());
    }

    /** From what has been dialled so far: before another campaign begins, which would count as a pause. */
    void measureDials() {
        // an order that had left already may ring a moment later
        Set<String> sent = sent();
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
        measured("somebody dialled again after, s", since(dials.get(0)), DIALS_GOAL);
        Instant before = died;
        Duration longest = Duration.ZERO;
        for (Instant dial : dials) {
            Duration pause = Duration.between(before, dial);
            longest = pause.compareTo(longest) > 0 ? pause : longest;
            before = dial;
        }
        measured("longest pause between two dials from then on, s", longest.toMillis() / 1000.0, DIALS_GOAL);
    }

    private void measured(String name, double value, double goal) {
        if (othersLive) {
            stage.measured(name, value, goal);
        } else {
            stage.measured(name, value);
        }
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
