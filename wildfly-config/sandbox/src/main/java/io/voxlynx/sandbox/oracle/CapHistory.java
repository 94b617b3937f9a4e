package io.voxlynx.sandbox.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The caps that a campaign has had, as whoever changed them saw it: between a request and its answer either cap may be
 * in force, and of a request without an answer nobody knows whether it was heard.
 */
public final class CapHistory {

    /** A request that nobody answered is not carried out later than this. */
    private static final Duration UNANSWERED = Duration.ofSeconds(60);

    private record Change(int cap, Instant asked, Instant done, boolean sure) {}

    private final List<Change> changes = new CopyOnWriteArrayList<>();

    /** The cap it was made with. */
    public void begin(int cap) {
        changes.add(new Change(cap, Instant.MIN, Instant.MIN, true));
    }

    public void changed(int cap, Instant asked, Instant answered) {
        changes.add(new Change(cap, asked, answered, true));
    }

    /** Nobody knows whether it was. */
    public void perhapsChanged(int cap, Instant asked) {
        changes.add(new Change(cap, asked, asked.plus(UNANSWERED), false));
    }

    /** @param otherwise the cap of a campaign whose cap nobody has touched */
    int greatest(Instant from, Instant to, int otherwise) {
        return changes.stream()
                .filter(change -> !change.asked.isAfter(to) && !isPast(change, from))
                .mapToInt(Change::cap)
                .max()
                .orElse(otherwise);
    }

    /** Whether another cap has surely taken its place by then. */
    private boolean isPast(Change change, Instant by) {
        return changes.stream()
                .anyMatch(later -> later.sure && later.asked.isAfter(change.done) && !later.done.isAfter(by));
    }
}
