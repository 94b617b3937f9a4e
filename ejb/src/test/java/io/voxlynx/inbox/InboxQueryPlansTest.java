package io.voxlynx.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.PostgresForTests;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.junit.jupiter.api.Test;

/** What is asked every second, or half second, on every node reads what it takes, however much else is open. */
class InboxQueryPlansTest {

    private static final int RECEIVED = 30;

    private static final Map<String, Object> VALUES =
            Map.of("limit", 50, "counted", 0, "first", 2, "longest", 600, "many", 100, "overdue", 3);

    @Test
    void whatBelongsToNothingIsNotWalkedOnTheWayToWhatHasBeenReceived() {
        PostgresForTests.database().useTransaction(db -> {
            open(db, "UNMATCHED", 100_000, "1 hour");
            open(db, "RECEIVED", RECEIVED, "10 seconds");
            db.execute("analyze inbox");

            String backlog = planOf(db, Backlog.QUERY);
            String received = planOf(db, Inbox.TAKE_RECEIVED);
            String unmatched = planOf(db, Inbox.TAKE_UNMATCHED);

            db.rollback();
            assertThat(visited(backlog)).as(backlog).isBetween(RECEIVED, 3 * RECEIVED);
            assertThat(visited(received)).as(received).isBetween(RECEIVED, 3 * RECEIVED);
            assertThat(visited(unmatched)).as(unmatched).isLessThan(5 * 50);
        });
    }

    private static void open(Handle db, String state, int webhooks, String due) {
        db.execute("""
                insert into inbox (source, dedupe_key, group_key, body, state, next_try_at)
                select ?, 'k' || n, 'g' || n, '{}', ?, clock_timestamp() - cast(? as interval)
                from generate_series(1, ?) n""", "plans-" + UUID.randomUUID(), state, due, webhooks);
    }

    private static String planOf(Handle db, String sql) {
        Query query = db.createQuery("explain (analyze, costs off, timing off, summary off) " + sql)
                .bindMap(VALUES);
        query.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        return String.join("\n", query.mapTo(String.class).list());
    }

    /** Rows that were read, wanted or not. */
    private static int visited(String plan) {
        return Pattern.compile("(?:Scan .*actual rows=|Rows Removed by Filter: )(\\d+)")
                .matcher(plan)
                .results()
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .sum();
    }
}
