package io.voxlynx.session;

import io.voxlynx.identity.Caller;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.NotFound;
import io.voxlynx.shared.Timestamps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** Begins sessions and folds reports into them. */
@ApplicationScoped
public class Sessions {

    /** The columns of a {@link VoiceSession}, for queries of this package that {@link #read} maps. */
    static final String COLUMNS = """
            id, owner_id, agent_id, room_name, direction, status, call_status, phone_number, sip_identity,
            end_reason, created_at, started_at, ended_at, duration_seconds, transfer_state, transfer_type,
            transferred_to, transfer_at""";

    /** Asks two indexes for one row each: a room may have had any number of sessions. */
    private static final String IN_ROOM = """
            select * from (
                (select %s, 1 as choice %s and status in ('CREATED', 'ACTIVE'))
                union all
                (select %s, 2 as choice %s order by created_at desc, id desc limit 1)) as candidates
            order by choice limit 1""";

    @Inject
    Database database;

    @Inject
    SessionDays days;

    @Inject
    SessionEvents events;

    @Inject
    Event<SessionEnded> ended;

    @Inject
    Event<CallStateChanged> callMoved;

    /**
     * Begins a session; it is CREATED, a call of it RINGING.
     *
     * @return false, and nothing happened, if another session lives in that room
     */
    public boolean begin(NewSession session) {
        return database.inTransaction(handle -> {
            boolean begun = handle.createUpdate("""
                            insert into sessions (id, owner_id, agent_id, room_name, direction, status, call_status,
                                phone_number, sip_identity, callback_url, created_at, last_event_at)
                            values (:id, :owner, :agent, :room, :direction, 'CREATED', :call, :phone, :sip, :callback,
                                :at, :at)
                            on conflict (room_name) where status in ('CREATED', 'ACTIVE') do nothing""")
                            .bind("id", session.id())
                            .bind("owner", session.ownerId())
                            .bind("agent", session.agentId())
                            .bind("room", session.roomName())
                            .bind("direction", name(session.direction()))
                            .bind("call", session.direction() == null ? null : CallState.RINGING.name())
                            .bind(
                                    "phone",
                                    session.phoneNumber() == null
                                            ? null
                                            : session.phoneNumber().e164())
                            .bind("sip", session.sipIdentity())
                            .bind("callback", session.callbackUrl())
                            .bind("at", Timestamps.of(session.createdAt()))
                            .execute()
                    == 1;
            if (begun) {
                append(
                        handle,
                        session.id(),
                        SessionReport.once("created", (SessionStatus) null, null, session.createdAt()),
                        null);
                days.begun(session);
            }
            return begun;
        });
    }

    /**
     * Appends the report and moves the session if the report outranks its status; a repeat changes nothing.
     *
     * @param inboxId the webhook it came with, null where there was none
     * @return false if this report was known already
     * @throws NotFound if there is no such session
     */
    public boolean apply(UUID sessionId, SessionReport report, Long inboxId) {
        return database.inTransaction(handle -> {
            VoiceSession before = lock(sessionId).orElseThrow(() -> new NotFound("Session", sessionId));
            if (!append(handle, sessionId, report, inboxId)) {
                return false;
            }
            Fold after = Fold.of(before, report);
            update(handle, before, after, report);
            days.moved(before, after.duration());
            events.moved(before, after);
            if (after.callState() != before.callState()) {
                callMoved.fire(new CallStateChanged(sessionId, after.callState(), report.occurredAt()));
            }
            if (after.status().isTerminal() && !before.isOver()) {
                ended.fire(new SessionEnded(sessionId, before.ownerId(), before.agentId(), after.status()));
            }
            return true;
        });
    }

    /** Appends a fact that changes nothing about the session. */
    public void note(UUID sessionId, SessionReport fact, Long inboxId) {
        database.useTransaction(handle -> append(handle, sessionId, fact, inboxId));
    }

    /** Somebody is to be called and has not been yet, so nobody can have answered. */
    boolean waitsToBeDialled(UUID sessionId) {
        return database.inTransaction(handle -> handle.createQuery(
                        "select coalesce(launch_state = 'PENDING', false) from sessions where id = ?")
                .bind(0, sessionId)
                .mapTo(Boolean.class)
                .one());
    }

    public Optional<VoiceSession> find(UUID sessionId) {
        return one("id = ?", sessionId, "");
    }

    /** The session as it is, and nobody else moves it until the transaction ends. */
    public Optional<VoiceSession> lock(UUID sessionId) {
        return one("id = ?", sessionId, "for no key update");
    }

    /** The living session of a room, else the one that was there last. */
    public Optional<VoiceSession> inRoom(String roomName) {
        return inRoom(roomName, null);
    }

    /** The same of those sessions that the caller may see. */
    public Optional<VoiceSession> inRoom(Caller caller, String roomName) {
        return inRoom(roomName, caller.actsForOthers() ? null : caller.subject());
    }

    private Optional<VoiceSession> inRoom(String roomName, String owner) {
        return database.inTransaction(handle -> {
            Query query = handle.createQuery(inRoomOf(owner)).bind("room", roomName);
            return (owner == null ? query : query.bind("owner", owner))
                    .map(Sessions::read)
                    .findOne();
        });
    }

    static String inRoomOf(String owner) {
        String there = "from sessions where room_name = :room" + (owner == null ? "" : " and owner_id = :owner");
        return IN_ROOM.formatted(COLUMNS, there, COLUMNS, there);
    }

    /** @throws NotFound if there is none, or it is another's */
    public VoiceSession get(Caller caller, UUID sessionId) {
        return visible(find(sessionId), caller, sessionId);
    }

    static VoiceSession visible(Optional<VoiceSession> found, Caller caller, UUID sessionId) {
        VoiceSession session = found.orElseThrow(() -> new NotFound("Session", sessionId));
        if (!caller.mayServe(session.ownerId())) {
            throw NotFound.anothers("Session", sessionId);
        }
        return session;
    }

    private Optional<VoiceSession> one(String condition, Object value, String end) {
        return database.inTransaction(
                handle -> handle.createQuery("select " + COLUMNS + " from sessions where " + condition + " " + end)
                        .bind(0, value)
                        .map(Sessions::read)
                        .findOne());
    }

    private boolean append(Handle handle, UUID sessionId, SessionReport report, Long inboxId) {
        return handle.createUpdate("""
                        insert into session_events (session_id, kind, status, call_status, dedupe_key, occurred_at,
                            inbox_id, data)
                        values (:session, :kind, :status, :call, :key, :at, :inbox,
                            coalesce(cast(:data as jsonb), '{}'))
                        on conflict (session_id, dedupe_key) do nothing""")
                        .bind("session", sessionId)
                        .bind("kind", report.kind())
                        .bind("status", name(report.status()))
                        .bind("call", name(report.callState()))
                        .bind("key", report.dedupeKey())
                        .bind("at", Timestamps.of(report.occurredAt()))
                        .bind("inbox", inboxId)
                        .bind("data", report.data())
                        .execute()
                == 1;
    }

    private static void update(Handle handle, VoiceSession before, Fold after, SessionReport report) {
        boolean over = after.status().isTerminal();
        handle.createUpdate("""
                update sessions set status = :status, call_status = :call, last_event_at = clock_timestamp(),
                    started_at = :started, ended_at = :ended, duration_seconds = :duration,
                    end_reason = coalesce(end_reason, :reason),
                    due_at = case when :ends then null else due_at end,
                    launch_state = case when :ends and launch_state is not null then 'SETTLED' else launch_state end
                where id = :id""")
                .bind("id", before.id())
                .bind("status", after.status().name())
                .bind("call", name(after.callState()))
                .bind("started", Timestamps.of(after.startedAt()))
                .bind("ended", Timestamps.of(after.endedAt()))
                .bind("duration", after.duration())
                .bind("reason", over ? report.endReason() : null)
                // Once: what is still to be done for a session that is over is not forgotten for a later word.
                .bind("ends", over && !before.isOver())
                .execute();
    }

    static VoiceSession read(ResultSet row, StatementContext context) throws SQLException {
        String transferState = row.getString("transfer_state");
        return new VoiceSession(
                row.getObject("id", UUID.class),
                row.getString("owner_id"),
                row.getObject("agent_id", UUID.class),
                row.getString("room_name"),
                row.getString("direction") == null ? null : Direction.valueOf(row.getString("direction")),
                SessionStatus.valueOf(row.getString("status")),
                row.getString("call_status") == null ? null : CallState.valueOf(row.getString("call_status")),
                row.getString("phone_number"),
                row.getString("sip_identity"),
                row.getString("end_reason"),
                Timestamps.read(row, "created_at"),
                Timestamps.read(row, "started_at"),
                Timestamps.read(row, "ended_at"),
                row.getBigDecimal("duration_seconds"),
                Objects.equals(transferState, "DONE")
                        ? new VoiceSession.Transfer(
                                row.getString("transfer_type"),
                                row.getString("transferred_to"),
                                Timestamps.read(row, "transfer_at"))
                        : null);
    }

    private static String name(Enum<?> value) {
        return value == null ? null : value.name();
    }
}
