package io.voxlynx.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How many workers of this node one host may keep busy at once, and for how long, so that receivers which are slow or
 * dead take no time from the others. A host gets one until it has answered quickly, and again while it is slow or dead;
 * all that ail share half of the workers. Of this node only and in memory, because it is this node's workers that are
 * shared.
 */
@ApplicationScoped
class Lanes {

    static final int OF_ONE_HOST = 4;

    /** Half of a node's workers: the other half is there for hosts that answer, however many do not. */
    static final int OF_ALL_THAT_AIL = 8;

    /** So many tries, or so long, and it is another host's turn. */
    static final int TRIES_OF_A_TURN = 100;

    private static final Duration TURN = Duration.ofSeconds(5);

    /** Hosts that nothing is sent to now are forgotten beyond so many. */
    private static final int MOST_REMEMBERED = 10_000;

    private final Map<String, Host> hosts = new HashMap<>();
    private final LongSupplier nanoTime;
    private int ailing;

    Lanes() {
        this(System::nanoTime);
    }

    Lanes(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Empty if the host has all that it may have, or rests. Whoever got one must close it. */
    synchronized Optional<Lane> enter(String host) {
        if (hosts.size() > MOST_REMEMBERED) {
            hosts.values().removeIf(known -> known.busy() == 0);
        }
        if (!hasRoom(host)) {
            return Optional.empty();
        }
        replace(host, host(host).with(1));
        return Optional.of(new Lane(host));
    }

    /** Whether a worker of this node would take something up at once. */
    synchronized boolean hasRoom(String name) {
        Host host = host(name);
        return host.hasRoom(nanoTime.getAsLong()) && (!host.ails() || ailing < OF_ALL_THAT_AIL);
    }

    private Host host(String name) {
        return hosts.getOrDefault(name, Host.UNKNOWN);
    }

    private void replace(String name, Host after) {
        Host before = host(name);
        ailing += after.busyAiling() - before.busyAiling();
        hosts.put(name, after);
    }

    private synchronized void heard(String name, Reply reply, long nanos) {
        replace(name, host(name).heard(reply, Duration.ofNanos(nanos), nanoTime.getAsLong()));
    }

    private synchronized boolean isCrowded(String name) {
        Host host = host(name);
        return host.rests(nanoTime.getAsLong()) || host.busy() > host.most();
    }

    private synchronized void left(String name) {
        replace(name, host(name).with(-1));
    }

    /** One worker's time for one host. */
    final class Lane implements AutoCloseable {

        private final String host;
        private final long entered = nanoTime.getAsLong();
        private int tries;

        private Lane(String host) {
            this.host = host;
        }

        /** Makes a try, and remembers of the host how that went. */
        Reply during(Supplier<Reply> attempt) {
            long begun = nanoTime.getAsLong();
            Reply reply = attempt.get();
            heard(host, reply, nanoTime.getAsLong() - begun);
            tries++;
            return reply;
        }

        /** The host rests now, or has more workers than it may have by what was heard of it. */
        boolean isClosed() {
            return isCrowded(host);
        }

        /** It has had its share: what others want comes first. */
        boolean isTurnOver() {
            return tries >= TRIES_OF_A_TURN || nanoTime.getAsLong() - entered >= TURN.toNanos();
        }

        @Override
        public void close() {
            left(host);
        }
    }
}
