package io.voxlynx.session;

import io.voxlynx.shared.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * Counts sessions by day as they come and go, so that a dashboard costs the same after a million of them. Written in
 * the transactions that move the sessions; equal to a recount at any time.
 */
@ApplicationScoped
class SessionDays {

    private static final int SHARDS = 8;

    @Inject
    Database database;

    void begun(String ownerId, Instant createdAt, UUID sessionId) {
        add(ownerId, createdAt, sessionId, 1, 0, BigDecimal.ZERO, 0);
    }

    /** Counts a conversation once it is known how long it was, or known better. */
    void moved(VoiceSession before, BigDecimal duration) {
        if (duration == null || duration.equals(before.durationSeconds())) {
            return;
        }
        boolean counted = before.durationSeconds() != null;
        BigDecimal change = counted ? duration.subtract(before.durationSeconds()) : duration;
        add(before.ownerId(), before.createdAt(), before.id(), 0, counted ? 0 : 1, change, 0);
    }

    void transcribed(VoiceSession session, Instant arrivedAt, int entries) {
        add(session.ownerId(), arrivedAt, session.id(), 0, 0, BigDecimal.ZERO, entries);
    }

    private void add(
            String ownerId, Instant day, UUID sessionId, int sessions, int ended, BigDecimal seconds, int transcripts) {
        database.useTransaction(handle -> handle.createUpdate("""
                insert into session_days (owner_id, day, shard, sessions, ended, duration_seconds, transcripts)
                values (:owner, :day, :shard, :sessions, :ended, :seconds, :transcripts)
                on conflict (owner_id, day, shard) do update set sessions = session_days.sessions + excluded.sessions,
                    ended = session_days.ended + excluded.ended,
                    duration_seconds = session_days.duration_seconds + excluded.duration_seconds,
                    transcripts = session_days.transcripts + excluded.transcripts""")
                .bind("owner", ownerId)
                .bind("day", LocalDate.ofInstant(day, ZoneOffset.UTC))
                .bind("shard", Math.floorMod(sessionId.hashCode(), SHARDS))
                .bind("sessions", sessions)
                .bind("ended", ended)
                .bind("seconds", seconds)
                .bind("transcripts", transcripts)
                .execute());
    }
}
