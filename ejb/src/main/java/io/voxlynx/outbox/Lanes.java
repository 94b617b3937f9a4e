package io.voxlynx.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How many workers of this node one host may keep busy at once, so that receivers which are slow or dead take no time
 * from the others. A host that does not answer gets one, and rests in between; its first answer gives it back the
 * others. Of this node only and in memory, because it is this node's workers that are shared.
 */
@ApplicationScoped
class Lanes {

    static final int OF_ONE_HOST = 4;

    /** So many failures in a row are no chance. */
    private static final int FAILURES_OF_A_DEAD_HOST = 3;

    private static final Duration LONGEST_REST = Duration.ofMinutes(1);

    /** Hosts in trouble that nothing more was sent to are forgotten beyond so many. */
    private static final int MOST_REMEMBERED = 10_000;

    private final Map<String, Host> hosts = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    Lanes() {
        this(System::nanoTime);
    }

    Lanes(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Empty if the host has all that it may have, or rests. Whoever got one must close it. */
    Optional<Lane> enter(String host) {
        if (hosts.size() > MOST_REMEMBERED) {
            hosts.values().removeIf(known -> known.busy == 0);
        }
        long now = nanoTime.getAsLong();
        boolean[] entered = {false};
        hosts.compute(host, (name, known) -> {
            Host present = known == null ? Host.FRESH : known;
            entered[0] = present.hasRoom(now);
            return entered[0] ? present.with(1) : known;
        });
        return entered[0] ? Optional.of(new Lane(host)) : Optional.empty();
    }

    /** Whether a worker of this node would take something up at once. */
    boolean hasRoom(String host) {
        return hosts.getOrDefault(host, Host.FRESH).hasRoom(nanoTime.getAsLong());
    }

    /** @param restsUntil of the counter of this process; of no meaning without failures */
    private record Host(int busy, int failures, long restsUntil) {

        static final Host FRESH = new Host(0, 0, 0);

        boolean isDead() {
            return failures >= FAILURES_OF_A_DEAD_HOST;
        }

        boolean rests(long now) {
            return isDead() && restsUntil - now > 0;
        }

        boolean hasRoom(long now) {
            return !rests(now) && busy < (isDead() ? 1 : OF_ONE_HOST);
        }

        Host with(int more) {
            return new Host(busy + more, failures, restsUntil);
        }

        Host failed(long now) {
            int total = failures + 1;
            long seconds = 1L << Math.min(Math.max(total - FAILURES_OF_A_DEAD_HOST, 0), 30);
            long rest = Math.min(seconds, LONGEST_REST.toSeconds());
            return new Host(busy, total, now + Duration.ofSeconds(rest).toNanos());
        }
    }

    /** One worker's time for one host. */
    final class Lane implements AutoCloseable {

        private final String host;

        private Lane(String host) {
            this.host = host;
        }

        /** @return whether to go on: the host is not at rest now */
        boolean heard(Reply reply) {
            long now = nanoTime.getAsLong();
            Host after = hosts.computeIfPresent(
                    host,
                    (name, present) -> reply.isOfAHostInTrouble()
                            // What was under way when the rest began says nothing new.
                            ? present.rests(now) ? present : present.failed(now)
                            : new Host(present.busy(), 0, 0));
            return after == null || !after.rests(now);
        }

        @Override
        public void close() {
            hosts.computeIfPresent(host, (name, present) -> {
                Host left = present.with(-1);
                return left.busy() == 0 && left.failures() == 0 ? null : left;
            });
        }
    }
}
