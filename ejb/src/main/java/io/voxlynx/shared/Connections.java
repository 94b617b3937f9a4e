package io.voxlynx.shared;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.PGConnection;

/** Connections that are not to be used again. */
public final class Connections {

    private static final Logger LOG = Logger.getLogger(Connections.class.getName());

    private Connections() {}

    /** What the driver has closed itself, the pool need not hand out to be told. */
    static void discardIfClosed(Connection connection) {
        try {
            if (connection.unwrap(PGConnection.class) instanceof Connection real && real.isClosed()) {
                discard(connection);
            }
        } catch (SQLException e) {
            LOG.log(Level.FINE, "A connection is lost already", e);
        }
    }

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
