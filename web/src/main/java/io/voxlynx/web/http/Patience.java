package io.voxlynx.web.http;

import java.time.Duration;

/**
 * How long senders of bodies are waited for. Who is signed in buys more time with his bytes; strangers get a fixed time,
 * or a few of them who send just fast enough would hold every thread there is.
 *
 * @param waitSeconds within one body
 * @param bytesPerSecond of a body that buy another second
 */
record Patience(long waitSeconds, long bytesPerSecond) {

    static final String WAIT_SECONDS = "voxlynx.http.body-wait-seconds";
    static final String BYTES_PER_SECOND = "voxlynx.http.body-bytes-per-second";
    static final String IDLE_MILLIS = "voxlynx.http.idle-millis";
    static final String IMPORT_WAIT_SECONDS = "voxlynx.import.wait-seconds";

    /** Between the longest that an answer may wait and the end of its connection. */
    private static final Duration TO_SPARE = Duration.ofSeconds(30);

    /** @throws IllegalStateException naming the key of what is below 1 */
    Patience {
        Settings.requirePositive(WAIT_SECONDS, waitSeconds);
        Settings.requirePositive(BYTES_PER_SECOND, bytesPerSecond);
    }

    Pace pace(boolean signedIn) {
        Duration atFirst = Duration.ofSeconds(waitSeconds);
        return signedIn ? new Pace(atFirst, bytesPerSecond) : Pace.fixed(atFirst);
    }

    /** Whether a connection outlives an upload that waits for its import. */
    static boolean leavesTimeFor(Duration importWait, Duration idle) {
        return importWait.plus(TO_SPARE).compareTo(idle) <= 0;
    }
}
