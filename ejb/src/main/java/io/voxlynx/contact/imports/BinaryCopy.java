package io.voxlynx.contact.imports;

import io.voxlynx.contact.UnfinishedCopy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows to {@code COPY … FROM STDIN (FORMAT BINARY)}, which the server takes in without parsing text. While it works on
 * what it has, the next rows are encoded here.
 */
final class BinaryCopy implements AutoCloseable {

    private static final byte[] HEADER = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int FLUSH_AT = 1 << 16;

    private final Connection connection;
    private final CopyIn copy;
    private ByteBuffer buffer = ByteBuffer.allocate(2 * FLUSH_AT);

    BinaryCopy(Connection connection, String target) throws SQLException {
        this.connection = connection;
        copy = waitFor(() -> connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + target + " from stdin (format binary)"));
        buffer.put(HEADER);
    }

    BinaryCopy row(int columns) throws SQLException {
        if (buffer.position() >= FLUSH_AT) {
            flush();
        }
        buffer.putShort((short) columns);
        return this;
    }

    BinaryCopy put(UUID value) {
        room(20).putInt(16).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
        return this;
    }

    BinaryCopy put(int value) {
        room(8).putInt(4).putInt(value);
        return this;
    }

    BinaryCopy put(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        room(4 + bytes.length).putInt(bytes.length).put(bytes);
        return this;
    }

    BinaryCopy putJson(String value) {
        if (value == null) {
            room(4).putInt(-1);
            return this;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        // jsonb goes over the wire as a version byte and text
        room(5 + bytes.length).putInt(1 + bytes.length).put((byte) 1).put(bytes);
        return this;
    }

    void end() throws SQLException {
        room(2).putShort((short) -1);
        flush();
        waitFor(copy::endCopy);
    }

    /** Without {@link #end} before it, nothing was copied. */
    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            waitFor(() -> {
                copy.cancelCopy();
                return null;
            });
        }
    }

    /** What the database answers, or not in time. */
    @FunctionalInterface
    private interface Step<T> {
        T take() throws SQLException;
    }

    private <T> T waitFor(Step<T> step) throws SQLException {
        try {
            return step.take();
        } catch (SQLException e) {
            UnfinishedCopy.closeIfCutOff(connection, e);
            throw e;
        }
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            buffer = ByteBuffer.allocate(Math.max(2 * buffer.capacity(), buffer.position() + bytes))
                    .put(buffer.flip());
        }
        return buffer;
    }
}
