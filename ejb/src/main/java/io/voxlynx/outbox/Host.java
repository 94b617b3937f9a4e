package io.voxlynx.outbox;

import java.time.Duration;

/**
 * What a node's workers know of a receiver.
 *
 * @param busy workers that it keeps now
 * @param failures in a row
 * @param restsUntil of the counter of this process; of no meaning unless it is dead
 * @param mean nanoseconds that a try takes, the last ones counting most; negative while there was none
 */
record Host(int busy, int failures, long restsUntil, long mean) {

    static final Host UNKNOWN = new Host(0, 0, 0, -1);

    /** So many failures in a row are no chance. */
    private static final int FAILURES_OF_THE_DEAD = 3;

    private static final Duration LONGEST_REST = Duration.ofMinutes(1);

    private static final Duration SLOW = Duration.ofSeconds(1);

    private static final int WEIGHT_OF_THE_PAST = 3;

    boolean ails() {
        return isDead() || mean > SLOW.toNanos();
    }

    int busyAiling() {
        return ails() ? busy : 0;
    }

    /** Workers that it may keep. */
    int most() {
        return ails() || mean < 0 ? 1 : Lanes.OF_ONE_HOST;
    }

    boolean rests(long now) {
        return isDead() && restsUntil - now > 0;
    }

    boolean hasRoom(long now) {
        return !rests(now) && busy < most();
    }

    Host with(int more) {
        return new Host(busy + more, failures, restsUntil, mean);
    }

    Host heard(Reply reply, Duration took, long now) {
        // Quick at the beginning: who is slow once has not shown much.
        long weighed = (Math.max(mean, 0) * WEIGHT_OF_THE_PAST + took.toNanos()) / (WEIGHT_OF_THE_PAST + 1);
        if (!reply.isOfAHostInTrouble()) {
            return new Host(busy, 0, 0, weighed);
        }
        // What was under way when the rest began says nothing new.
        return rests(now) ? this : failed(weighed, now);
    }

    private Host failed(long weighed, long now) {
        int total = failures + 1;
        long seconds = 1L << Math.min(Math.max(total - FAILURES_OF_THE_DEAD, 0), 30);
        long rest = Math.min(seconds, LONGEST_REST.toSeconds());
        return new Host(busy, total, now + Duration.ofSeconds(rest).toNanos(), weighed);
    }

    private boolean isDead() {
        return failures >= FAILURES_OF_THE_DEAD;
    }
}
