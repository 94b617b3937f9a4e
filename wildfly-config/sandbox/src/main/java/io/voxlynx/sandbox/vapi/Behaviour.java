package io.voxlynx.sandbox.vapi;

import io.voxlynx.sandbox.http.Fields;
import io.voxlynx.sandbox.http.Json;
import jakarta.json.JsonObject;
import java.util.Set;

/**
 * How calls go from now on.
 *
 * @param answerMillis time that the answer to an accepted {@code POST /call} takes; the call begins after it
 * @param ringMillis mean time until a call is answered
 * @param talkMillis mean time from answered to ended
 * @param answerRate share of the phone numbers that a person answers, 0 to 1
 * @param seed what all draws depend on, besides the phone number
 * @param concurrencyLimit calls that may be on at once
 */
public record Behaviour(
        int answerMillis,
        int ringMillis,
        int talkMillis,
        double answerRate,
        long seed,
        int concurrencyLimit,
        Faults faults) {
    private static final int HOUR = 3_600_000;

    public static final Behaviour DEFAULT = new Behaviour(0, 8_000, 45_000, 0.6, 1, 10, Faults.NONE);

    public Behaviour(int ringMillis, int talkMillis, double answerRate, long seed, int concurrencyLimit) {
        this(0, ringMillis, talkMillis, answerRate, seed, concurrencyLimit, Faults.NONE);
    }

    /**
     * This behaviour with some fields changed; the others stay as they are, {@code faults} is replaced as a whole.
     *
     * @throws io.voxlynx.sandbox.http.Refused 400 if a field is unknown or wrong
     */
    public Behaviour with(JsonObject changes) {
        var fields = Fields.of(changes)
                .allow(Set.of(
                        "answerMillis",
                        "ringMillis",
                        "talkMillis",
                        "answerRate",
                        "seed",
                        "concurrencyLimit",
                        "faults"));
        var changed = new Behaviour(
                (int) fields.integer("answerMillis", answerMillis, 0, HOUR),
                (int) fields.integer("ringMillis", ringMillis, 0, HOUR),
                (int) fields.integer("talkMillis", talkMillis, 0, HOUR),
                fields.share("answerRate", answerRate),
                fields.integer("seed", seed, Long.MIN_VALUE, Long.MAX_VALUE),
                (int) fields.integer("concurrencyLimit", concurrencyLimit, 0, 1_000_000),
                fields.object("faults").map(Faults::read).orElse(faults));
        fields.check();
        return changed;
    }

    JsonObject toJson() {
        return Json.object()
                .add("answerMillis", answerMillis)
                .add("ringMillis", ringMillis)
                .add("talkMillis", talkMillis)
                .add("answerRate", answerRate)
                .add("seed", seed)
                .add("concurrencyLimit", concurrencyLimit)
                .add("faults", faults.toJson())
                .build();
    }
}
