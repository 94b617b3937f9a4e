package io.voxlynx.sandbox.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many calls were on the line at each instant. */
final class Timeline {

    private record Step(Instant at, int by, Dial dial) {}

    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Integer> atBegin = new HashMap<>();
    private Instant lastDial = Instant.MIN;

    Timeline(Collection<Dial> dials) {
        for (Dial dial : dials) {
            steps.add(new Step(dial.receivedAt(), 1, dial));
            if (dial.endedAt() != null) {
                steps.add(new Step(dial.endedAt(), -1, dial));
            }
            lastDial = dial.receivedAt().isAfter(lastDial) ? dial.receivedAt() : lastDial;
        }
        // An end and a beginning at the same instant are one line, not two.
        steps.sort(Comparator.comparing(Step::at).thenComparing(Step::by));
        int active = 0;
        for (Step step : steps) {
            active += step.by;
            if (step.by > 0) {
                atBegin.put(step.dial.callId(), active);
            }
        }
    }

    /** How many calls were on when it began, itself included. */
    int atBeginOf(Dial dial) {
        return atBegin.get(dial.callId());
    }

    int most() {
        return atBegin.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** Calls at once on average from the first dial to the last, that is while contacts remained. */
    double mean() {
        if (steps.isEmpty() || !lastDial.isAfter(steps.get(0).at)) {
            return 0;
        }
        double callNanos = 0;
        int active = 0;
        Instant now = steps.get(0).at;
        for (Step step : steps) {
            Instant next = step.at.isBefore(lastDial) ? step.at : lastDial;
            callNanos += (double) active * Duration.between(now, next).toNanos();
            active += step.by;
            now = next;
        }
        return callNanos / Duration.between(steps.get(0).at, lastDial).toNanos();
    }
}
