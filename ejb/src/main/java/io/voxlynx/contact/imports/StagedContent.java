package io.voxlynx.contact.imports;

import io.voxlynx.shared.Database;
import java.io.InputStream;
import java.util.UUID;

/** Reads a staged file piece by piece; holds one piece and no connection. */
final class StagedContent extends InputStream {

    private final Database database;
    private final UUID importId;
    private byte[] piece = {};
    private int next;
    private int seq;
    private boolean ended;

    StagedContent(Database database, UUID importId) {
        this.database = database;
        this.importId = importId;
    }

    @Override
    public int read() {
        return fill() ? piece[next++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, piece.length - next);
        System.arraycopy(piece, next, target, offset, count);
        next += count;
        return count;
    }

    private boolean fill() {
        while (next == piece.length && !ended) {
            piece = database.inTransaction(
                    db -> db.createQuery("select content from import_chunks where import_id = :id and seq = :seq")
                            .bind("id", importId)
                            .bind("seq", seq)
                            .mapTo(byte[].class)
                            .findOne()
                            .orElse(new byte[0]));
            ended = piece.length == 0;
            next = 0;
            seq++;
        }
        return next < piece.length;
    }
}
