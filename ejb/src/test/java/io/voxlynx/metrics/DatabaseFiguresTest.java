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
}
