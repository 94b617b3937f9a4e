package io.voxlynx.sandbox.demo;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the provider's dial log says about one campaign.
 *
 * @param dials phones that rang
 * @param repeated attempts that were dialled more than once
 * @param missing calls of ours that the provider never got
 * @param mostActive calls at once, at any instant
 * @param meanActive calls at once on average from the first dial to the last, that is while contacts remained
 */
record DialFigures(int dials, int repeated, int missing, int mostActive, double meanActive) {

    private record Step(Instant at, int by) {}

    /** @param log the answer of {@code GET /sandbox/dials}; those of other campaigns are left out */
    static DialFigures of(JsonArray log, Set<String> callIds) {
        Set<String> dialled = new HashSet<>();
        List<Step> steps = new ArrayList<>();
        int dials = 0;
        Instant last = Instant.MIN;
        for (JsonObject dial : log.getValuesAs(JsonObject.class)) {
            // without a call of the provider's no phone rang
            if (dial.isNull("callId") || dial.isNull("attemptId") || !callIds.contains(dial.getString("attemptId"))) {
                continue;
            }
            dials++;
            dialled.add(dial.getString("attemptId"));
            Instant begin = Instant.parse(dial.getString("receivedAt"));
            steps.add(new Step(begin, 1));
            if (!dial.isNull("endedAt")) {
                steps.add(new Step(Instant.parse(dial.getString("endedAt")), -1));
            }
            last = begin.isAfter(last) ? begin : last;
        }
        // an end and a beginning at the same instant are one line, not two
        steps.sort(Comparator.comparing(Step::at).thenComparing(Step::by));
        return new DialFigures(
                dials, dials - dialled.size(), callIds.size() - dialled.size(), mostActive(steps), mean(steps, last));
    }

    boolean agreeWith(int calls) {
        return dials == calls && repeated == 0 && missing == 0;
    }

    private static int mostActive(List<Step> steps) {
        int active = 0;
        int most = 0;
        for (Step step : steps) {
            active += step.by;
            most = Math.max(most, active);
        }
        return most;
    }

    private static double mean(List<Step> steps, Instant until) {
        if (steps.isEmpty() || !until.isAfter(steps.get(0).at)) {
            return 0;
        }
        double callNanos = 0;
        int active = 0;
        Instant now = steps.get(0).at;
        for (Step step : steps) {
            Instant next = step.at.isBefore(until) ? step.at : until;
            callNanos += (double) active * Duration.between(now, next).toNanos();
            active += step.by;
            now = next;
        }
        return callNanos / Duration.between(steps.get(0).at, until).toNanos();
    }
}
