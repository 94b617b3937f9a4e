package io.voxlynx.session;

import com.github.f4b6a3.uuid.UuidCreator;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.Fired;
import io.voxlynx.shared.PostgresForTests;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/** The services of sessions on a real database, with an owner of their own who has one agent. */
final class SessionsForTests {

    final Database database = PostgresForTests.database();
    final String owner = "owner-" + UUID.randomUUID();
    final UUID agent = UuidCreator.getTimeOrderedEpoch();
    final Fired<SessionEnded> ended = new Fired<>();
    final Fired<CallStateChanged> callMoved = new Fired<>();
    final Fired<TranscriptAdded> transcribed = new Fired<>();
    final SessionDays days = new SessionDays();
    final Sessions sessions = new Sessions();
    final Transcripts transcripts = new Transcripts();
    final SessionList list = new SessionList();

    SessionsForTests() {
        days.database = database;
        sessions.database = database;
        sessions.days = days;
        sessions.events = SessionRows.events(sessions);
        sessions.ended = ended;
        sessions.callMoved = callMoved;
        transcripts.database = database;
        transcripts.sessions = sessions;
        transcripts.days = days;
        transcripts.added = transcribed;
        list.database = database;
        list.days = days;
        database.useTransaction(
                db -> db.createUpdate("""
                        insert into agents (id, owner_id, name, system_prompt, stt_provider, llm_provider, tts_provider,
                            created_at, updated_at)
                        values (?, ?, 'Reception', 'Be kind', 'deepgram', 'gemini', 'resemble', now(), now())""").bind(0, agent).bind(1, owner).execute());
    }

    void itIs(Instant now) {
        transcripts.clock = Clock.fixed(now, ZoneOffset.UTC);
    }

    /** @param direction null for one over the web */
    UUID begin(Direction direction, Instant at) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        boolean begun = sessions.begin(new NewSession(id, owner, agent, "room-" + id, direction, null, null, null, at));
        if (!begun) {
            throw new IllegalStateException("the room is taken");
        }
        return id;
    }
}
