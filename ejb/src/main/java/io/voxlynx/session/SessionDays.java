package io.voxlynx.session;

import io.voxlynx.identity.Caller;
import io.voxlynx.identity.Scope;
import io.voxlynx.shared.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;

/**
 * Counts sessions by day as they come and go, so that figures and lists cost the same after a million of them. Written
 * in the transactions that move the sessions; equal to a recount at any time.
 */
@ApplicationScoped
public class SessionDays {

    private static final int SHARDS = 8;

    @Inject
    Database database;

    /** What there is for this caller, an admin's is everybody's. @param today the UTC day */
    public SessionFigures figures(Caller caller, LocalDate today) {
        return database.inTransaction(handle -> handle.createQuery("""
                        select coalesce(sum(sessions), 0), coalesce(sum(conversations), 0),
                            coalesce(sum(duration_seconds), 0),
                            coalesce(sum(sessions) filter (where day = :today), 0),
                            coalesce(sum(transcripts) filter (where day = :today), 0)
                        from session_days where scope = :scope""")
                .bind("scope", Scope.of(caller).name())
                .bind("today", today)
                .map((row, context) -> new SessionFigures(
                        row.getLong(1), row.getLong(2), row.getBigDecimal(3), row.getLong(4), row.getLong(5)))
                .one());
    }

    /**
     * How many sessions were created on these days.
     *
     * @param ownerId null for everybody's
     * @param direction null for any, and none
     * @param first null for no limit, and so is {@code end}, the day after the last
     */
    long sessions(String ownerId, Direction direction, LocalDate first, LocalDate end) {
        String counted = direction == null
                ? "sessions"
                : switch (direction) {
                    case INBOUND -> "inbound";
                    case OUTBOUND -> "outbound";
                };
        String sql = "select coalesce(sum(" + counted + "), 0) from session_days where scope = :scope"
                + (first == null ? "" : " and day >= :first")
                + (end == null ? "" : " and day < :end");
        return database.inTransaction(handle -> {
            Query query = handle.createQuery(sql)
                    .bind("scope", (ownerId == null ? Scope.EVERYBODY : Scope.ofOwner(ownerId)).name());
            if (first != null) {
                query.bind("first", first);
            }
            if (end != null) {
                query.bind("end", end);
            }
            return query.mapTo(Long.class).one();
        });
    }

    void begun(NewSession session) {
        add(
                session.ownerId(),
                session.createdAt(),
                session.id(),
                new Change(1, session.direction(), 0, BigDecimal.ZERO, 0));
    }

    /** Counts a conversation once it is known how long it was, or known better. */
    void moved(VoiceSession before, BigDecimal duration) {
        if (duration == null || duration.equals(before.durationSeconds())) {
            return;
        }
        boolean counted = before.durationSeconds() != null;
        BigDecimal change = counted ? duration.subtract(before.durationSeconds()) : duration;
        add(before.ownerId(), before.createdAt(), before.id(), new Change(0, null, counted ? 0 : 1, change, 0));
    }

    void transcribed(VoiceSession session, Instant arrivedAt, int entries) {
        add(session.ownerId(), arrivedAt, session.id(), new Change(0, null, 0, BigDecimal.ZERO, entries));
    }

    private void add(String ownerId, Instant day, UUID sessionId, Change change) {
        database.useTransaction(handle -> handle.createUpdate("""
                insert into session_days (scope, day, shard, sessions, inbound, outbound, conversations,
                    duration_seconds, transcripts)
                select scope, :day, :shard, :sessions, :inbound, :outbound, :conversations, :seconds, :transcripts
                from unnest(array[:owner, :everybody]) as scope
                on conflict (scope, day, shard) do update set sessions = session_days.sessions + excluded.sessions,
                    inbound = session_days.inbound + excluded.inbound,
                    outbound = session_days.outbound + excluded.outbound,
                    conversations = session_days.conversations + excluded.conversations,
                    duration_seconds = session_days.duration_seconds + excluded.duration_seconds,
                    transcripts = session_days.transcripts + excluded.transcripts""")
                .bind("owner", Scope.ofOwner(ownerId).name())
                .bind("everybody", Scope.EVERYBODY.name())
                .bind("day", LocalDate.ofInstant(day, ZoneOffset.UTC))
                .bind("shard", Math.floorMod(sessionId.hashCode(), SHARDS))
                .bind("sessions", change.sessions())
                .bind("inbound", change.direction() == Direction.INBOUND ? change.sessions() : 0)
                .bind("outbound", change.direction() == Direction.OUTBOUND ? change.sessions() : 0)
                .bind("conversations", change.conversations())
                .bind("seconds", change.seconds())
                .bind("transcripts", change.transcripts())
                .execute());
    }

    /** The prefix keeps any owner's id apart from the word for all. */
    private record Change(int sessions, Direction direction, int conversations, BigDecimal seconds, int transcripts) {}
}
