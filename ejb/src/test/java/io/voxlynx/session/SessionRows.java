package io.voxlynx.session;

import io.voxlynx.event.EventsForTests;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.Fired;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/** Agents and sessions as rows, for tests that need no more of them. */
public final class SessionRows {

    private SessionRows() {}

    public static Sessions sessions(Database database) {
        Sessions sessions = new Sessions();
        sessions.database = database;
        return sessions;
    }

    /** Sessions that fold what happens to them; what they fire is only kept. */
    public static Sessions foldingSessions(Database database) {
        Sessions sessions = sessions(database);
        sessions.days = new SessionDays();
        sessions.days.database = database;
        sessions.events = events(sessions);
        sessions.ended = new Fired<>();
        sessions.callMoved = new Fired<>();
        return sessions;
    }

    public static SessionEvents events(Sessions sessions) {
        SessionEvents events = new SessionEvents();
        events.sessions = sessions;
        events.events = EventsForTests.events(sessions.database);
        return events;
    }

    public static UUID agent(Database database, String ownerId) {
        UUID id = UUID.randomUUID();
        database.useTransaction(
                db -> db.createUpdate("""
                        insert into agents (id, owner_id, name, system_prompt, stt_provider, llm_provider, tts_provider,
                            created_at, updated_at)
                        values (:id, :owner, 'Agent ' || :id, 'Help.', 'deepgram', 'gemini', 'resemble', now(), now())""").bind("id", id).bind("owner", ownerId).execute());
        return id;
    }

    public static UUID session(Database database, String ownerId, UUID agentId) {
        UUID id = UUID.randomUUID();
        database.useTransaction(db -> db.createUpdate("""
                        insert into sessions (id, owner_id, agent_id, room_name, status, created_at, last_event_at)
                        values (:id, :owner, :agent, 'room-' || :id, 'COMPLETED', :at, :at)""")
                .bind("id", id)
                .bind("owner", ownerId)
                .bind("agent", agentId)
                .bind("at", Instant.now().atOffset(ZoneOffset.UTC))
                .execute());
        return id;
    }
}
