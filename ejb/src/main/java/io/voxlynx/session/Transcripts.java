package io.voxlynx.session;

import io.voxlynx.identity.Caller;
import io.voxlynx.shared.Conflict;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.NotFound;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** What was said in sessions. Entries come late and twice, and belong to a session that is over as well. */
@ApplicationScoped
public class Transcripts {

    /** Of one session: hours of talk. What is more would not fit into one answer. */
    static final int MAX_ENTRIES = 10_000;

    static final int MAX_CHARACTERS = 2_000_000;

    @Inject
    Database database;

    @Inject
    Sessions sessions;

    @Inject
    SessionDays days;

    @Inject
    Event<TranscriptAdded> added;

    @Inject
    Clock clock;

    /** In the order in which it was said. */
    public List<TranscriptEntry> of(UUID sessionId) {
        return database.inTransaction(handle -> handle.createQuery(
                        "select speaker, text, spoken_at from transcripts where session_id = ? order by spoken_at, id")
                .bind(0, sessionId)
                .map((row, context) -> new TranscriptEntry(
                        row.getString(1), row.getString(2), row.getTimestamp(3).toInstant()))
                .list());
    }

    /**
     * Keeps those that are not there yet; of two with the same key the first counts.
     *
     * @return how many were new
     * @throws NotFound if there is no such session, or it is another's
     * @throws Conflict if the session has no room for so many
     */
    public int add(Caller caller, UUID sessionId, List<NewTranscriptEntry> entries) {
        return database.inTransaction(handle -> {
            VoiceSession session = sessions.get(caller, sessionId);
            Instant now = clock.instant();
            int fresh = insert(handle, session, entries, now.atOffset(ZoneOffset.UTC));
            if (fresh > 0) {
                requireRoom(handle, sessionId);
                days.transcribed(session, now, fresh);
                added.fire(new TranscriptAdded(sessionId));
            }
            return fresh;
        });
    }

    private static int insert(
            Handle handle, VoiceSession session, List<NewTranscriptEntry> entries, OffsetDateTime now) {
        return handle.createUpdate("""
                        insert into transcripts (session_id, entry_key, speaker, text, spoken_at, created_at)
                        select :session, key, speaker, said, coalesce(cast(at as timestamptz), :now), :now
                        from unnest(:keys, :speakers, :texts, :times) with ordinality as e (key, speaker, said, at, n)
                        order by n
                        on conflict (session_id, entry_key) do nothing""")
                .bind("session", session.id())
                .bind("now", now)
                .bindArray("keys", String.class, column(entries, NewTranscriptEntry::key))
                .bindArray("speakers", String.class, column(entries, NewTranscriptEntry::speaker))
                .bindArray("texts", String.class, column(entries, NewTranscriptEntry::text))
                .bindArray(
                        "times",
                        String.class,
                        column(
                                entries,
                                entry -> entry.spokenAt() == null
                                        ? null
                                        : entry.spokenAt().toString()))
                .execute();
    }

    private static Object[] column(List<NewTranscriptEntry> entries, Function<NewTranscriptEntry, String> value) {
        return entries.stream().map(value).toArray();
    }

    private static void requireRoom(Handle handle, UUID sessionId) {
        boolean fits = handle.createQuery("""
                        select count(*) <= :entries and sum(length(text)) <= :characters
                        from transcripts where session_id = :session""")
                .bind("entries", MAX_ENTRIES)
                .bind("characters", MAX_CHARACTERS)
                .bind("session", sessionId)
                .mapTo(Boolean.class)
                .one();
        if (!fits) {
            throw new Conflict(
                    "The transcript is full", Map.of("maxEntries", MAX_ENTRIES, "maxCharacters", MAX_CHARACTERS));
        }
    }
}
