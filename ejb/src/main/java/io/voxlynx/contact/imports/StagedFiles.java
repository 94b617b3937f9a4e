package io.voxlynx.contact.imports;

import com.github.f4b6a3.uuid.UuidCreator;
import io.voxlynx.contact.PhoneNumberParser;
import io.voxlynx.shared.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Keeps an uploaded file in the database, in pieces of 1 MB, until it is imported. */
@ApplicationScoped
public class StagedFiles {

    private static final int PIECE = 1 << 20;

    @Inject
    Database database;

    @Inject
    @ConfigProperty(name = "voxlynx.import.default-region", defaultValue = "US")
    String defaultRegion;

    /**
     * Reads the stream to its end. Each piece is a transaction of its own, so a slow upload holds no connection; when
     * the stream breaks or is no text, nothing is kept.
     *
     * @return the id of the import, still without a campaign
     */
    public UUID store(UUID importId, String ownerId, String fileName, InputStream content) throws IOException {
        database.useTransaction(db -> db.createUpdate("""
                        insert into imports (id, owner_id, state, file_name, default_region, created_at, updated_at)
                        values (:id, :owner, 'UPLOADING', :file, :region, clock_timestamp(), clock_timestamp())""")
                .bind("id", importId)
                .bind("owner", ownerId)
                .bind("file", fileName)
                .bind("region", PhoneNumberParser.region(defaultRegion))
                .execute());
        boolean stored = false;
        try {
            copyPieces(importId, content);
            checkHeader(importId);
            stored = true;
            return importId;
        } finally {
            if (!stored) {
                discard(importId);
            }
        }
    }

    public UUID store(String ownerId, String fileName, InputStream content) throws IOException {
        return store(UuidCreator.getTimeOrderedEpoch(), ownerId, fileName, content);
    }

    /** The staged file from its beginning; each piece is one short read. */
    public InputStream open(UUID importId) {
        return new StagedContent(database, importId);
    }

    /** Bytes of a staged file. */
    long size(UUID importId) {
        return database.inTransaction(db -> db.createQuery(
                        "select coalesce(sum(length(content)), 0) from import_chunks where import_id = :id")
                .bind("id", importId)
                .mapTo(Long.class)
                .one());
    }

    /** Forgets an upload that no campaign took. */
    public void discard(UUID importId) {
        database.useTransaction(db -> db.createUpdate("delete from imports where id = :id and campaign_id is null")
                .bind("id", importId)
                .execute());
    }

    private void copyPieces(UUID importId, InputStream content) throws IOException {
        TextCheck text = new TextCheck();
        byte[] piece = new byte[PIECE];
        int seq = 0;
        for (int length = content.readNBytes(piece, 0, PIECE);
                length > 0;
                length = content.readNBytes(piece, 0, PIECE)) {
            text.accept(piece, length);
            insert(importId, seq++, length == PIECE ? piece : Arrays.copyOf(piece, length));
        }
        text.end();
    }

    private void insert(UUID importId, int seq, byte[] piece) {
        database.useTransaction(db -> db.createUpdate("""
                        with living as (update imports set updated_at = clock_timestamp() where id = :id)
                        insert into import_chunks (import_id, seq, content) values (:id, :seq, :piece)""")
                .bind("id", importId)
                .bind("seq", seq)
                .bind("piece", piece)
                .execute());
    }

    private void checkHeader(UUID importId) throws IOException {
        ContactFile.open(open(importId)).close();
    }
}
