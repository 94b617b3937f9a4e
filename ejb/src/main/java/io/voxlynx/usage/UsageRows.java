package io.voxlynx.usage;

import io.voxlynx.shared.Page;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** {@code usage_events} and nothing else: what is written there and read from there. */
final class UsageRows {

    private static final String SELECT = """
            select id, session_id, owner_id, agent_id, provider, event_type, audio_seconds, input_tokens, output_tokens,
                   characters, quantity, unit_cost, total_cost, created_at
              from usage_events""";

    /** Binds: session, limit, offset. */
    static final String OF_SESSION =
            SELECT + " where session_id = :session order by created_at, id limit :limit offset :offset";

    private UsageRows() {}

    /** @return false, and nothing was written, if the sender has an event under this key; waits for one that is on its way */
    static boolean insert(Handle db, UsageEvent event, String sender, IdempotencyKey key) {
        return db.createUpdate("""
                        insert into usage_events (id, session_id, owner_id, agent_id, provider, event_type, audio_seconds,
                            input_tokens, output_tokens, characters, quantity, unit_cost, total_cost, sent_by,
                            idempotency_key, created_at)
                        values (:id, :session, :owner, :agent, :provider, :type, :seconds, :input, :output, :characters,
                            :quantity, :unit, :total, :sender, :key, :at)
                        on conflict (sent_by, idempotency_key) where idempotency_key is not null do nothing""")
                        .bind("id", event.id())
                        .bind("session", event.sessionId())
                        .bind("owner", event.ownerId())
                        .bind("agent", event.agentId())
                        .bind("provider", event.provider().value())
                        .bind("type", event.type())
                        .bind("seconds", event.data() instanceof UsageData.AudioDuration audio ? audio.seconds() : null)
                        .bind("input", event.data() instanceof UsageData.TokenCounts tokens ? tokens.input() : null)
                        .bind("output", event.data() instanceof UsageData.TokenCounts tokens ? tokens.output() : null)
                        .bind(
                                "characters",
                                event.data() instanceof UsageData.CharacterCount characters ? characters.count() : null)
                        .bind("quantity", event.charge().quantity())
                        .bind("unit", event.charge().unitCost())
                        .bind("total", event.charge().totalCost())
                        .bind("sender", sender)
                        .bind("key", key == null ? null : key.value())
                        .bind("at", event.createdAt().atOffset(ZoneOffset.UTC))
                        .execute()
                == 1;
    }

    static Optional<UsageEvent> sentUnder(Handle db, String sender, IdempotencyKey key) {
        return db.createQuery(SELECT + " where sent_by = :sender and idempotency_key = :key")
                .bind("sender", sender)
                .bind("key", key.value())
                .map(UsageRows::read)
                .findOne();
    }

    /** In the order of time. */
    static List<UsageEvent> ofSession(Handle db, UUID sessionId, Page.Request page) {
        return db.createQuery(OF_SESSION)
                .bind("session", sessionId)
                .bind("limit", page.limit())
                .bind("offset", page.offset())
                .map(UsageRows::read)
                .list();
    }

    private static UsageEvent read(ResultSet row, StatementContext context) throws SQLException {
        return new UsageEvent(
                row.getObject("id", UUID.class),
                row.getObject("session_id", UUID.class),
                row.getString("owner_id"),
                row.getObject("agent_id", UUID.class),
                new ProviderName(row.getString("provider")),
                UsageType.valueOf(row.getString("event_type")),
                data(row),
                new Charge(
                        row.getBigDecimal("quantity"), row.getBigDecimal("unit_cost"), row.getBigDecimal("total_cost")),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static UsageData data(ResultSet row) throws SQLException {
        BigDecimal seconds = row.getBigDecimal("audio_seconds");
        Integer input = row.getObject("input_tokens", Integer.class);
        Integer characters = row.getObject("characters", Integer.class);
        if (seconds != null) {
            return new UsageData.AudioDuration(seconds);
        }
        if (input != null) {
            return new UsageData.TokenCounts(input, row.getInt("output_tokens"));
        }
        return characters == null ? null : new UsageData.CharacterCount(characters);
    }
}
