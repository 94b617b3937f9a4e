package io.voxlynx.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.metrics.DatabaseFigures.Figure;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DatabaseFiguresTest {

    private final Database database = PostgresForTests.database();
    private final DatabaseFigures figures = new DatabaseFigures();

    DatabaseFiguresTest() {
        figures.database = database;
        figures.providerCap = 10;
    }

    @Test
    void everyFigureIsThereEvenIfThereIsNothingToTell() {
        Map<Figure, Double> told = figures.read();

        assertThat(told)
                .containsKeys(
                        new Figure("voxlynx.line.active.calls", List.of("provider", "vapi")),
                        new Figure("voxlynx.line.utilization.ratio", List.of("provider", "vapi")),
                        new Figure("voxlynx.inbox.open.rows", List.of("source", "livekit", "state", "unmatched")),
                        new Figure("voxlynx.calls.held", List.of("launch", "unknown")),
                        new Figure("voxlynx.callbacks.waiting", List.of()))
                .containsEntry(new Figure("voxlynx.line.cap.calls", List.of("provider", "vapi")), 10.0);
    }

    @Test
    void anOpenWebhookIsCountedWithItsAgeUntilItIsApplied() {
        Figure rows = new Figure("voxlynx.inbox.open.rows", List.of("source", "vapi", "state", "received"));
        Figure age = new Figure("voxlynx.inbox.oldest.seconds", List.of("source", "vapi", "state", "received"));
        double before = figures.read().get(rows);
        String key = UUID.randomUUID().toString();
        database.useTransaction(handle -> handle.execute(
                "insert into inbox (source, dedupe_key, body, received_at)"
                        + " values ('vapi', ?, '', clock_timestamp() - interval '1 hour')",
                key));

        assertThat(figures.read()).containsEntry(rows, before + 1);
        assertThat(figures.read().get(age)).isGreaterThanOrEqualTo(3600);

        database.useTransaction(handle ->
                handle.execute("update inbox set state = 'APPLIED', next_try_at = null where dedupe_key = ?", key));
        assertThat(figures.read()).containsEntry(rows, before);
    }

    @Test
    void eventsWaitForTheSlowestOfTheNodesThatAreThere() {
        Figure rows = new Figure("voxlynx.events.unpublished", List.of());
        Figure age = new Figure("voxlynx.events.oldest.seconds", List.of());
        database.useTransaction(handle -> {
            handle.execute("delete from event_relays");
            handle.execute("update domain_events set sequence = 0 where sequence is null");
            handle.execute("update event_numbers set last = last + 3");
            handle.execute("""
                    insert into domain_events (id, type, subject_kind, subject_id, owner_id, data, sequence, occurred_at)
                    select gen_random_uuid(), 'call.ended', 'call', gen_random_uuid(), 'ada', '{}', last - 2 + n,
                        clock_timestamp() - make_interval(hours => 3 - n)
                    from event_numbers, generate_series(0, 2) n""");
            handle.execute("insert into event_relays select 'quick', last from event_numbers");
            handle.execute(
                    "insert into event_relays select 'gone', 0, clock_timestamp() - interval '2 minutes' from event_numbers");
        });
        assertThat(figures.read()).containsEntry(rows, 0.0).containsEntry(age, 0.0);

        database.useTransaction(
                handle -> handle.execute("insert into event_relays select 'slow', last - 2 from event_numbers"));
        assertThat(figures.read()).containsEntry(rows, 2.0);
        assertThat(figures.read().get(age)).isBetween(7_000.0, 7_400.0);

        database.useTransaction(handle -> handle.execute("""
                insert into domain_events (id, type, subject_kind, subject_id, owner_id, data)
                values (gen_random_uuid(), 'call.ended', 'call', gen_random_uuid(), 'ada', '{}')"""));
        assertThat(figures.read()).as("also what has no number yet").containsEntry(rows, 3.0);
        database.useTransaction(handle -> handle.execute("delete from event_relays"));
    }
}
