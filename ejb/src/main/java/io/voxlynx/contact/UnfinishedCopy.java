package io.voxlynx.contact;

import io.voxlynx.shared.Connections;
import io.voxlynx.shared.LogLine;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * What the driver leaves on a connection when a COPY does not come to its end: messages that nobody has read. The next
 * statement takes them for its answer, the one after it the answer to that one, and the next borrower may be anybody.
 *
 * @see <a href="https://github.com/pgjdbc/pgjdbc/issues/3163">pgjdbc 3163</a>
 */
public final class UnfinishedCopy {

    private static final Logger LOG = Logger.getLogger(UnfinishedCopy.class.getName());

    private UnfinishedCopy() {}

    /**
     * Has the database stop, and reads what is on its way already. {@link CopyOut#cancelCopy} would only do the former,
     * and let go of the connection.
     */
    static void readOut(Connection connection, CopyOut copy) {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
            while (copy.readFromCopy() != null) {
                // nobody wants it
            }
        } catch (SQLException e) {
            // The database's word that it has stopped, if it is its word.
            closeIfCutOff(connection, e);
        }
    }

    /**
     * Closes a connection on which the database was waited for in vain. The driver does that itself with all other
     * statements; of a COPY it thinks that it is over.
     */
    public static void closeIfCutOff(Connection connection, SQLException failure) {
        if (failure.getCause() instanceof IOException) {
            LOG.warning(LogLine.of("A connection is closed whose COPY did not end: %s", failure.getMessage()));
            Connections.discard(connection);
        }
    }
}
