package io.voxlynx.sandbox.oracle;

import java.util.List;
import java.util.Set;

/** What the status of a call is after one more event: it only ever rises in rank, and the first terminal one stays. */
final class Fold {

    private static final Set<String> TERMINAL = Set.of("ENDED", "FAILED", "CANCELED", "TIMEOUT");
    private static final List<String> RANKS = List.of("QUEUED", "RINGING", "IN_PROGRESS");

    private Fold() {}

    static boolean isTerminal(String status) {
        return status != null && TERMINAL.contains(status);
    }

    static String after(String status, String next) {
        return isTerminal(status) || rank(next) <= rank(status) ? status : next;
    }

    private static int rank(String status) {
        return isTerminal(status) ? RANKS.size() : RANKS.indexOf(status);
    }
}
