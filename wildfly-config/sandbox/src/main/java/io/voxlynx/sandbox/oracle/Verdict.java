package io.voxlynx.sandbox.oracle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was found about one invariant. The numbers of several campaigns and rounds can be added up.
 *
 * @param lookedAt what was counted, and how many of it
 * @param wrong what must not be, and how many of it there are; also the kinds of which there are none
 * @param remark what was measured beside, for a person; may be empty
 * @param findings the wrong things one by one, as far as they are not too many
 */
public record Verdict(
        String invariant, Map<String, Long> lookedAt, Map<String, Long> wrong, String remark, List<String> findings) {

    public boolean holds() {
        return wrong.values().stream().allMatch(count -> count == 0);
    }

    /** One verdict for each invariant over all of these, in the order of their first appearance. */
    public static List<Verdict> sums(Collection<Verdict> verdicts) {
        Map<String, Verdict> sums = new LinkedHashMap<>();
        verdicts.forEach(verdict -> sums.merge(verdict.invariant, verdict, Verdict::plus));
        return List.copyOf(sums.values());
    }

    private Verdict plus(Verdict other) {
        List<String> all = new ArrayList<>(findings);
        all.addAll(other.findings);
        return new Verdict(invariant, sum(lookedAt, other.lookedAt), sum(wrong, other.wrong), "", all);
    }

    private static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
        Map<String, Long> sum = new LinkedHashMap<>(one);
        other.forEach((what, count) -> sum.merge(what, count, Long::sum));
        return sum;
    }

    @Override
    public String toString() {
        return invariant + (holds() ? " holds   " : " BROKEN  ") + list(lookedAt) + ": " + list(wrong)
                + (remark.isEmpty() ? "" : "; " + remark);
    }

    private static String list(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }
}
