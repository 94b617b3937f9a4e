package io.voxlynx.audit;

import java.util.Optional;

/**
 * Where that comes from what a thread does just now. Unlike the log's context, which a thread takes over from the one
 * that happened to make it, this is nobody else's: a pool's thread that was made during a request has no origin.
 *
 * @param address of the client, as text
 */
public record Origin(String address, String requestId) {

    private static final ThreadLocal<Origin> CURRENT = new ThreadLocal<>();

    /** Until {@link #end}, on this thread. */
    public static void begin(Origin origin) {
        CURRENT.set(origin);
    }

    public static void end() {
        CURRENT.remove();
    }

    static Optional<Origin> current() {
        return Optional.ofNullable(CURRENT.get());
    }
}
