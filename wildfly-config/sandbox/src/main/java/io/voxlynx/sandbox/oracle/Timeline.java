package io.voxlynx.sandbox.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** How many calls were on the line at each instant. */
final class Timeline {

    private record Step(Instant at, int by) {}

    private final List<Step> steps = new ArrayList<>();
    private Instant lastDial = Instant.MIN;

    Timeline(Collection<Dial> dials) {
        for (Dial dial : dials) {
            steps.add(new Step(dial.receivedAt(), 1));
            if (dial.endedAt() != null) {
                steps.add(new Step(dial.endedAt(), -1));
            }
            lastDial = dial.receivedAt().isAfter(lastDial) ? dial.receivedAt() : lastDial;
        }
        // An end and a beginning at the same instant are one line, not two.
        steps.sort(Comparator.comparing(Step::at).thenComparing(Step::by));
    }

    int most() {
        int active = 0;
        int most = 0;
        for (Step step : steps) {
            active += step.by;
            most = Math.max(most, active);
        }
        return most;
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
