package io.voxlynx.shared;

import jakarta.resource.ResourceException;
import java.sql.SQLException;
import java.util.Set;

/** Tells a database that cannot be used now, which passes, from a statement that failed. */
public final class DatabaseAway {

    private static final String NO_CONNECTION = "08";
    /**
     * Told to end, crashed, starting or stopping, ended for being idle, also in a transaction; no connection left; takes no
     * writes, being a standby or out of room.
     */
    private static final Set<String> STATES = Set.of("57P01", "57P02", "57P03", "57P05", "25P03", "53300", "25006");

    private DatabaseAway() {}

    /** @param failure however deeply it wraps what the driver or the pool said */
    public static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // the pool had none to give
            if (cause instanceof ResourceException || cause instanceof SQLException said && says(said.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static boolean says(String state) {
        return state != null && (state.startsWith(NO_CONNECTION) || STATES.contains(state));
    }
}
