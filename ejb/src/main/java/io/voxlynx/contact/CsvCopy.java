package io.voxlynx.contact;

import io.voxlynx.shared.Database;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Streams a query as CSV (RFC 4180, UTF-8, with a header). The database writes the CSV, in one statement, so one
 * snapshot; nothing but the row on its way is held here.
 */
public final class CsvCopy {

    private static final byte[] LINE_END = {'\r', '\n'};

    private CsvCopy() {}

    /**
     * Not in a transaction: what is left of the file when the database has sent it all lasts as long as its reader likes,
     * and a transaction that does nothing is ended.
     *
     * @return the rows written, the header not counted
     */
    public static long write(Database database, String query, OutputStream target) {
        return database.inStatement(db -> write(db, query, target));
    }

    static long write(Handle db, String query, OutputStream target) {
        Connection connection = db.getConnection();
        try {
            return write(connection, query, target);
        } catch (SQLException e) {
            UnfinishedCopy.closeIfCutOff(connection, e);
            throw new IllegalStateException("COPY to CSV failed", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An expression for the column's text that a spreadsheet will not run as a formula. */
    public static String neutral(String column) {
        // tab, line feed, carriage return, + - = @, and these four as wide as an ideograph
        return "case when ascii(%1$s) in (9, 10, 13, 43, 45, 61, 64, 65291, 65293, 65309, 65312) then '''' || %1$s else %1$s end"
                .formatted(column);
    }

    private static long write(Connection connection, String query, OutputStream target)
            throws SQLException, IOException {
        CopyOut copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy (" + query + ") to stdout (format csv, header)");
        try {
            return write(copy, target);
        } finally {
            if (copy.isActive()) {
                UnfinishedCopy.readOut(connection, copy);
            }
        }
    }

    private static long write(CopyOut copy, OutputStream target) throws SQLException, IOException {
        long lines = 0;
        for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
            // One message is one row; only its last byte is the line's end, those within cells stay.
            target.write(line, 0, line.length - 1);
            target.write(LINE_END);
            lines++;
        }
        return lines - 1;
    }
}
