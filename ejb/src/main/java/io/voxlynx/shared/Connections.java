package io.voxlynx.shared;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Connections that are not to be used again. */
public final class Connections {

    private static final Logger LOG = Logger.getLogger(Connections.class.getName());

    private Connections() {}

    /** Ends one in which the next borrower would find what this one left. It still has to be given back to its pool. */
    public static void discard(Connection connection) {
        try {
            connection.abort(Runnable::run);
            // Its pool hears of it from the first who fails with it: that should be nobody else.
            connection.createStatement().close();
        } catch (SQLException closed) {
            LOG.log(Level.FINE, "A connection is closed", closed);
        }
    }
}
