package io.voxlynx.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import java.sql.Connection;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The walk through a table, on one of the test's own. */
class ExpiredRowsTest {

    private static final Instant LIMIT = Instant.parse("2026-01-01T00:00:00Z");

    private final Database database = PostgresForTests.database();

    record Row(int daysBeforeTheLimit, boolean needed) {}

    /** Rows as they were written, one after the other. */
    @Provide
    Arbitrary<List<Row>> history() {
        Arbitrary<Integer> days = Arbitraries.integers().between(-10, 30);
        return days.list()
                .ofMaxSize(60)
                .map(written -> written.stream()
                        .sorted((one, other) -> other - one)
                        .map(day -> new Row(day, Math.floorMod(day, 3) == 0))
                        .toList());
    }

    @Property(tries = 60)
    void whatIsExpiredGoesAndAllElseStaysHoweverItIsSliced(
            @ForAll("history") List<Row> history, @ForAll @IntRange(min = 1, max = 20) int most) {
        String table = table(history);
        ExpiredRows rows = rows(table);
        long expired = history.stream()
                .filter(row -> row.daysBeforeTheLimit() > 0 && !row.needed())
                .count();

        assertThat(Purge.walk((db, after) -> rows.count(db, LIMIT, after, most)))
                .as("counted")
                .isEqualTo(expired);
        assertThat(count(table)).as("a count removes nothing").isEqualTo(history.size());
        assertThat(Purge.walk((db, after) -> rows.remove(db, LIMIT, after, most)))
                .as("removed")
                .isEqualTo(expired);
        assertThat(count(table)).isEqualTo(history.size() - expired);
        assertThat(count(table + " where not needed and written < '" + LIMIT + "'"))
                .isZero();
        drop(table);
    }

    @Test
    void oneTransactionLooksAtNoMoreThanItsShare() {
        String table = table(old(10));

        Slice first = database.inTransaction(db -> rows(table).remove(db, LIMIT, Slice.BEGINNING, 4));

        assertThat(first.rows()).isEqualTo(4);
        assertThat(count(table)).isEqualTo(6);
        assertThat(database.inTransaction(db -> rows(table).remove(db, LIMIT, first.last(), 4))
                        .rows())
                .as("the next one goes on behind it")
                .isEqualTo(4);
        drop(table);
    }

    @Test
    void rowsThatSomebodyWorksOnArePassedOver() throws Exception {
        String table = table(old(5));
        try (Connection busy = PostgresForTests.dataSource().getConnection();
                Statement statement = busy.createStatement()) {
            busy.setAutoCommit(false);
            statement.execute("select * from " + table + " where id = 2 for update");

            assertThat(Purge.walk((db, after) -> rows(table).remove(db, LIMIT, after, 2)))
                    .isEqualTo(4);

            busy.rollback();
        }
        assertThat(Purge.walk((db, after) -> rows(table).remove(db, LIMIT, after, 2)))
                .as("another time")
                .isEqualTo(1);
        drop(table);
    }

    @Test
    void manyAtOnceRemoveEachRowOnce() throws Exception {
        int size = 600;
        String table = table(old(size));
        Callable<Long> node = () -> Purge.walk((db, after) -> rows(table).remove(db, LIMIT, after, 7));
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            long removed = 0;
            for (Future<Long> each : nodes.invokeAll(List.of(node, node, node, node))) {
                removed += each.get();
            }
            assertThat(removed).isEqualTo(size);
        } finally {
            nodes.shutdownNow();
        }
        assertThat(count(table)).isZero();
        drop(table);
    }

    private static List<Row> old(int size) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            rows.add(new Row(size - i, false));
        }
        return rows;
    }

    /** A key of two columns, as the widest of ours. */
    private static ExpiredRows rows(String table) {
        return new ExpiredRows(
                table,
                List.of(new ExpiredRows.Column("part", "int", "-1"), ExpiredRows.Column.number("id")),
                "written",
                "not t.needed and t.written < :before",
                "delete from " + table + " where");
    }

    private String table(List<Row> rows) {
        String table = "walk_" + UUID.randomUUID().toString().replace('-', '_');
        database.useTransaction(db -> {
            db.execute("create table " + table + """
                     (part int generated always as (id / 10) stored, id bigint, written timestamptz, needed boolean,
                    primary key (part, id))""");
            for (int i = 0; i < rows.size(); i++) {
                db.execute(
                        "insert into " + table + " (id, written, needed) values (?, ?, ?)",
                        i,
                        Timestamp.from(LIMIT.minus(Duration.ofDays(rows.get(i).daysBeforeTheLimit()))),
                        rows.get(i).needed());
            }
        });
        return table;
    }

    private long count(String from) {
        return database.inTransaction(db ->
                db.createQuery("select count(*) from " + from).mapTo(Long.class).one());
    }

    private void drop(String table) {
        database.useTransaction(db -> db.execute("drop table " + table));
    }
}
