package io.voxlynx.sandbox.livekit;

import io.voxlynx.sandbox.http.Fields;
import io.voxlynx.sandbox.http.Json;
import jakarta.json.JsonObject;
import java.util.Set;

/**
 * How rooms and telephone calls go from now on.
 *
 * @param ringMillis from dialling to the callee's answer, whatever it is
 * @param talkMillis from there until the callee hangs up; 0: never
 * @param outcome for numbers whose last digits say nothing, a word of {@link Script}
 * @param agents whether a worker is there to answer dispatches
 * @param agentMillis from a dispatch until the agent is in the room
 * @param departureMillis from the last departure until the room is closed, where the room has no time of its own
 * @param retryMillis until the second attempt to deliver a webhook; doubled with every further one
 */
public record LiveKitBehaviour(
        int ringMillis,
        int talkMillis,
        String outcome,
        boolean agents,
        int agentMillis,
        int departureMillis,
        int retryMillis,
        Faults faults) {
    private static final int HOUR = 3_600_000;

    public static final LiveKitBehaviour DEFAULT =
            new LiveKitBehaviour(2_000, 0, Script.ANSWERED, true, 300, 2_000, 1_000, Faults.NONE);

    /**
     * This behaviour with some fields changed; the others stay as they are, {@code faults} is replaced as a whole.
     *
     * @throws io.voxlynx.sandbox.http.Refused 400 if a field is unknown or wrong
     */
    public LiveKitBehaviour with(JsonObject changes) {
        var fields = Fields.of(changes)
                .allow(Set.of(
                        "ringMillis",
                        "talkMillis",
                        "outcome",
                        "agents",
                        "agentMillis",
                        "departureMillis",
                        "retryMillis",
                        "faults"));
        String word = fields.has("outcome") ? fields.text("outcome", 40) : outcome;
        if (word != null && Script.word(word).isEmpty()) {
            fields.problem("outcome", "must be one of: " + String.join(", ", Script.words()));
        }
        var changed = new LiveKitBehaviour(
                (int) fields.integer("ringMillis", ringMillis, 0, HOUR),
                (int) fields.integer("talkMillis", talkMillis, 0, HOUR),
                word,
                fields.flag("agents", agents),
                (int) fields.integer("agentMillis", agentMillis, 0, HOUR),
                (int) fields.integer("departureMillis", departureMillis, 0, HOUR),
                (int) fields.integer("retryMillis", retryMillis, 1, HOUR),
                fields.object("faults").map(Faults::read).orElse(faults));
        fields.check();
        return changed;
    }

    JsonObject toJson() {
        return Json.object()
                .add("ringMillis", ringMillis)
                .add("talkMillis", talkMillis)
                .add("outcome", outcome)
                .add("agents", agents)
                .add("agentMillis", agentMillis)
                .add("departureMillis", departureMillis)
                .add("retryMillis", retryMillis)
                .add("faults", faults.toJson())
                .build();
    }
}
