package io.voxlynx.session;

import io.voxlynx.shared.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** What was said in sessions. Entries come late and twice, and belong to a session that is over as well. */
@ApplicationScoped
public class Transcripts {

    @Inject
    Database database;

    /** In the order in which it was said. */
    public List<TranscriptEntry> of(UUID sessionId) {
        return database.inTransaction(handle -> handle.createQuery(
                        "select speaker, text, spoken_at from transcripts where session_id = ? order by spoken_at, id")
                .bind(0, sessionId)
                .map((row, context) -> new TranscriptEntry(
                        row.getString(1), row.getString(2), row.getTimestamp(3).toInstant()))
                .list());
    }
}
