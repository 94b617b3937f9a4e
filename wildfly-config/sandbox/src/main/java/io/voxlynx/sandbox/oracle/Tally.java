package io.voxlynx.sandbox.oracle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts towards one verdict. */
final class Tally {

    /** Who has read these of one kind knows what the others are like. */
    private static final int TOLD = 5;

    private final String invariant;
    private final Map<String, Long> lookedAt = new LinkedHashMap<>();
    private final Map<String, Long> wrong = new LinkedHashMap<>();
    private final List<String> findings = new ArrayList<>();

    Tally(String invariant) {
        this.invariant = invariant;
    }

    Tally lookedAt(String what, long count) {
        lookedAt.merge(what, count, Long::sum);
        return this;
    }

    /** @param ones the wrong things, each as a person wants to read of it; empty where all is well */
    Tally wrong(String what, Collection<String> ones) {
        wrong.merge(what, (long) ones.size(), Long::sum);
        ones.stream().limit(TOLD).map(one -> what + ": " + one).forEach(findings::add);
        return this;
    }

    Tally wrong(String what, long count) {
        wrong.merge(what, count, Long::sum);
        return this;
    }

    /** Whoever has seen nothing of what there must have been is blind, and his "holds" is worth nothing. */
    Tally promised(String what, long seen) {
        return seen == 0 ? wrong(what + " promised and none seen", 1) : this;
    }

    Verdict verdict(String remark) {
        return new Verdict(invariant, lookedAt, wrong, remark, List.copyOf(findings));
    }

    Verdict verdict() {
        return verdict("");
    }
}
