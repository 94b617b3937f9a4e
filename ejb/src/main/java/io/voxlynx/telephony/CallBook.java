package io.voxlynx.telephony;

import io.voxlynx.session.Direction;
import io.voxlynx.session.SessionStatus;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.Timestamps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is written down about a session's way through LiveKit, before and after each thing that can go wrong. */
@ApplicationScoped
class CallBook {

    /** A hint that got lost is repeated after this. */
    static final Duration HINT_LOST = Duration.ofSeconds(5);

    @Inject
    Database database;

    /**
     * A session as those who look after it need to see it.
     *
     * @param launch PENDING, DIALING or SETTLED; null where we do not dial
     * @param roomSid which of the rooms of this name; null if nobody has told
     * @param goneAt when LiveKit said that the other side, or the room, is gone
     */
    record Entry(
            UUID id,
            UUID agentId,
            String ownerId,
            String roomName,
            Direction direction,
            SessionStatus status,
            String launch,
            int tries,
            String phoneNumber,
            String sipIdentity,
            String roomSid,
            Instant createdAt,
            Instant startedAt,
            Instant endedAt,
            Instant dialingAt,
            Instant endingAt,
            TransferBook.Entry transfer,
            Instant goneAt,
            Instant now) {

        boolean isOver() {
            return status.isTerminal();
        }

        boolean isPending() {
            return "PENDING".equals(launch);
        }

        boolean isTelephone() {
            return direction != null;
        }

        boolean isRinging() {
            return isTelephone() && status == SessionStatus.CREATED;
        }

        boolean isOutbound() {
            return direction == Direction.OUTBOUND;
        }

        /** We let the phone ring, or shall; as opposed to a call that somebody else placed or makes. */
        boolean isOurDial() {
            return launch != null;
        }

        boolean isTransferUnderWay() {
            return transfer != null && !transfer.done();
        }

        /** It is the phone of a human whom a transfer of this session is to bring in, be it given up by now. */
        boolean hasDialled(String identity) {
            return TransferBook.isHuman(id, identity);
        }
    }

    Optional<Entry> read(UUID sessionId) {
        return database.inTransaction(handle -> handle.createQuery("""
                        select s.*, clock_timestamp() as now,
                            (select max(e.recorded_at) from session_events e where e.session_id = s.id
                             and e.kind in ('caller_left', 'room_finished')) as gone_at
                        from sessions s where s.id = ?""")
                .bind(0, sessionId)
                .map((row, context) -> entry(row))
                .findOne());
    }

    private static Entry entry(ResultSet row) throws SQLException {
        String direction = row.getString("direction");
        return new Entry(
                row.getObject("id", UUID.class),
                row.getObject("agent_id", UUID.class),
                row.getString("owner_id"),
                row.getString("room_name"),
                direction == null ? null : Direction.valueOf(direction),
                SessionStatus.valueOf(row.getString("status")),
                row.getString("launch_state"),
                row.getInt("launch_tries"),
                row.getString("phone_number"),
                row.getString("sip_identity"),
                row.getString("room_sid"),
                Timestamps.read(row, "created_at"),
                Timestamps.read(row, "started_at"),
                Timestamps.read(row, "ended_at"),
                Timestamps.read(row, "dialing_at"),
                Timestamps.read(row, "ending_at"),
                TransferBook.entry(row),
                Timestamps.read(row, "gone_at"),
                Timestamps.read(row, "now"));
    }

    /** A session that was just begun is to be dialled. */
    void order(UUID sessionId) {
        update("""
                launch_state = 'PENDING', launch_after = clock_timestamp(),
                due_at = clock_timestamp() + make_interval(secs => ?)""", seconds(HINT_LOST), sessionId, "true");
    }

    /** Takes the order, for one node only; if that one dies, it is another's after {@code claim}. */
    boolean claim(UUID sessionId, Duration claim) {
        return database.inTransaction(handle -> handle.createUpdate("""
                                update sessions set launch_tries = launch_tries + 1,
                                    launch_after = clock_timestamp() + make_interval(secs => :claim),
                                    due_at = clock_timestamp() + make_interval(secs => :claim)
                                where id = :id and launch_state = 'PENDING' and status = 'CREATED'
                                  and ending_at is null and launch_after <= clock_timestamp()""")
                        .bind("id", sessionId)
                        .bind("claim", seconds(claim))
                        .execute()
                == 1);
    }

    /** Sure that nothing rang: it may be placed again after the pause. */
    void placeAgain(UUID sessionId, int tries, Duration pause) {
        database.useTransaction(handle -> handle.createUpdate("""
                        update sessions set launch_after = clock_timestamp() + make_interval(secs => :pause),
                            due_at = clock_timestamp() + make_interval(secs => :pause)
                        where id = :id and launch_state = 'PENDING' and launch_tries = :tries""")
                .bind("id", sessionId)
                .bind("tries", tries)
                .bind("pause", seconds(pause))
                .execute());
    }

    /**
     * Marks the phone as ringing, for whoever took the order in this try and for nobody else. Once this is committed it
     * may ring, so nobody will ever dial it again.
     *
     * @param look when LiveKit is asked, should nothing come of it
     */
    boolean beginDialling(UUID sessionId, int tries, Duration look) {
        return database.inTransaction(handle -> handle.createUpdate("""
                                update sessions set launch_state = 'DIALING', dialing_at = clock_timestamp(),
                                    due_at = clock_timestamp() + make_interval(secs => :look)
                                where id = :id and launch_state = 'PENDING' and launch_tries = :tries
                                  and status = 'CREATED' and ending_at is null""")
                        .bind("id", sessionId)
                        .bind("tries", tries)
                        .bind("look", seconds(look))
                        .execute()
                == 1);
    }

    /** @param sipCallId the telephone network's; an earlier one stays */
    void identify(UUID sessionId, String sipIdentity, String sipCallId) {
        database.useTransaction(handle -> handle.createUpdate("""
                        update sessions set sip_identity = coalesce(sip_identity, nullif(:identity, '')),
                            sip_call_id = coalesce(sip_call_id, nullif(:call, '')) where id = :id""")
                .bind("id", sessionId)
                .bind("identity", sipIdentity)
                .bind("call", sipCallId)
                .execute());
    }

    /** Says better why it ended; either of the two that tell may come first. */
    void refine(UUID sessionId, String from, String to) {
        database.useTransaction(handle -> handle.createUpdate(
                        "update sessions set end_reason = :to where id = :id and end_reason = :from")
                .bind("id", sessionId)
                .bind("from", from)
                .bind("to", to)
                .execute());
    }

    /** From now on nobody dials it, and whatever ends it was somebody's wish. */
    void beginEnding(UUID sessionId) {
        update("ending_at = clock_timestamp()", null, sessionId, "status in ('CREATED', 'ACTIVE')");
    }

    void stopEnding(UUID sessionId) {
        update("ending_at = null", null, sessionId, "true");
    }

    void lookAgain(UUID sessionId, Duration pause) {
        update(
                "due_at = clock_timestamp() + make_interval(secs => ?)",
                seconds(pause),
                sessionId,
                "status in ('CREATED', 'ACTIVE')");
    }

    /** Its room is to be cleared although it is over. */
    void clearLater(UUID sessionId, Duration pause) {
        update(
                "due_at = clock_timestamp() + make_interval(secs => ?)",
                seconds(pause),
                sessionId,
                "status in ('COMPLETED', 'FAILED')");
    }

    void done(UUID sessionId) {
        update("due_at = null", null, sessionId, "status in ('COMPLETED', 'FAILED')");
    }

    /** It has not been put off while LiveKit was asked. */
    boolean isStillDue(UUID sessionId, Duration atMost) {
        return database.inTransaction(handle -> handle.createQuery("""
                        select due_at <= clock_timestamp() + make_interval(secs => ?) from sessions where id = ?""")
                .bind(0, seconds(atMost))
                .bind(1, sessionId)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false));
    }

    /** Somebody else's session lives in the room now. */
    boolean isRoomTaken(String roomName, UUID sessionId) {
        return database.inTransaction(handle -> handle.createQuery("""
                        select exists (select 1 from sessions
                                       where room_name = ? and id <> ? and status in ('CREATED', 'ACTIVE'))""")
                .bind(0, roomName)
                .bind(1, sessionId)
                .mapTo(Boolean.class)
                .one());
    }

    boolean isKnown(String roomName, String sipCallId) {
        return database.inTransaction(handle -> handle.createQuery(
                        "select exists (select 1 from sessions where room_name = ? and sip_call_id = ?)")
                .bind(0, roomName)
                .bind(1, sipCallId)
                .mapTo(Boolean.class)
                .one());
    }

    /**
     * Whose event this is. A name may be a room's again and again: a living session that has heard of this very room, or
     * of none yet, counts before one that is over and has; and whoever comes, comes to the living.
     *
     * @param roomSid empty where LiveKit does not say
     * @param joins somebody comes
     */
    Optional<UUID> inRoom(String roomName, String roomSid, boolean joins) {
        return database.inTransaction(handle -> handle.createQuery("""
                        with candidates as (
                            select id, status in ('CREATED', 'ACTIVE') as lives, created_at,
                                :sid = '' or room_sid = :sid as same, room_sid is null as unheard
                            from sessions where room_name = :room)
                        select id from candidates c
                        where same or (lives and :joins)
                           or unheard and not exists (select 1 from candidates o where o.same)
                        order by case when lives and (same or unheard) then 0 when same then 1 when lives then 2 else 3 end,
                            created_at desc, id desc limit 1""")
                .bind("room", roomName)
                .bind("sid", roomSid)
                .bind("joins", joins)
                .mapTo(UUID.class)
                .findOne());
    }

    void bindRoom(UUID sessionId, String roomSid, boolean joins) {
        database.useTransaction(handle -> handle.createUpdate("""
                        update sessions set room_sid = nullif(:sid, '') where id = :id and (room_sid is null or :joins)""")
                .bind("id", sessionId)
                .bind("sid", roomSid)
                .bind("joins", joins)
                .execute());
    }

    /**
     * Sessions that somebody must look at although nothing else has happened. Each is put off a little, so that the hint
     * has time to be followed before the next sweep gives another.
     */
    List<UUID> takeDue(int limit, Duration putOff) {
        return database.inTransaction(handle -> handle.createQuery("""
                        update sessions set due_at = clock_timestamp() + make_interval(secs => :putOff)
                        where id in (select id from sessions where due_at <= clock_timestamp()
                                     order by due_at limit :limit for no key update skip locked)
                        returning id""")
                .bind("limit", limit)
                .bind("putOff", seconds(putOff))
                .mapTo(UUID.class)
                .list());
    }

    private void update(String change, Double value, UUID sessionId, String condition) {
        database.useTransaction(handle -> {
            try (var statement =
                    handle.createUpdate("update sessions set " + change + " where id = ? and " + condition)) {
                int next = 0;
                if (value != null) {
                    statement.bind(next++, value);
                }
                statement.bind(next, sessionId).execute();
            }
        });
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
