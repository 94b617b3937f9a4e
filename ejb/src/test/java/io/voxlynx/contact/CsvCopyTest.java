package io.voxlynx.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.voxlynx.shared.PostgresForTests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCopyTest {

    @Test
    void writesAHeaderAndALineForEachRow() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();

        long rows = CsvCopy.write(PostgresForTests.database(), rows(2), file);

        assertThat(rows).isEqualTo(2);
        assertThat(file.toString(StandardCharsets.UTF_8)).isEqualTo("n,filler\r\n1,xxx\r\n2,xxx\r\n");
    }

    /** Of which the database would not wait for the end: the reader's share may take him as long as he likes. */
    @Test
    void theReadersShareIsNoTransaction() {
        String mark = "mark-" + UUID.randomUUID();
        List<String> states = new ArrayList<>();

        CsvCopy.write(PostgresForTests.database(), "select '" + mark + "' as mark", new OutputStream() {
            @Override
            public void write(int one) {
                if (states.isEmpty()) {
                    states.add(stateWhenDone(mark));
                }
            }
        });

        assertThat(states).containsExactly("idle");
    }

    private static String stateWhenDone(String mark) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> PostgresForTests.database()
                                .inStatement(db -> db.createQuery("""
                                                select state from pg_stat_activity
                                                where query like '%' || :mark || '%' and pid <> pg_backend_pid()""")
                                        .bind("mark", mark)
                                        .mapTo(String.class)
                                        .one()),
                        state -> !state.equals("active"));
    }

    /** The next borrower of the connection may be anybody, and would read what is left of somebody's contacts. */
    @ParameterizedTest
    @CsvSource({"1, 0", "1, 1", "5, 2", "5, 5", "500, 3", "200000, 0", "200000, 7", "200000, 150000"})
    void nothingIsLeftOnTheConnectionOfAReaderWhoWentAway(int rows, int taken) throws SQLException {
        try (Connection connection = PostgresForTests.dataSource().getConnection();
                Handle db = Jdbi.open(connection)) {
            for (RuntimeException gone : List.of(
                    new UncheckedIOException(new IOException("gone")), new IllegalStateException("closed already"))) {
                db.begin();
                assertThatThrownBy(() -> CsvCopy.write(db, rows(rows), new Leaving(taken, gone)))
                        .hasMessage(gone.getMessage());
                db.rollback();

                assertThat(answers(connection)).isEqualTo(questions());
            }
        }
    }

    /** What the database says later would be taken for its answer to the next question. */
    @ParameterizedTest
    @ValueSource(ints = {1, 300_000})
    void aConnectionWhoseDatabaseStallsIsNotUsedAgain(int row) throws SQLException {
        try (Connection connection = PostgresForTests.dataSource().getConnection();
                Handle db = Jdbi.open(connection)) {
            connection.setNetworkTimeout(Runnable::run, 1_000);

            assertThatThrownBy(() -> CsvCopy.write(
                            db,
                            "select case when n = %1$s then pg_sleep(60) end from generate_series(1, %1$s) n"
                                    .formatted(row),
                            OutputStream.nullOutputStream()))
                    .hasMessageContaining("COPY");

            assertThat(connection.isClosed()).isTrue();
        }
    }

    private static String rows(int count) {
        return "select n, 'xxx' as filler from generate_series(1, " + count + ") n";
    }

    private static List<Integer> questions() {
        return IntStream.range(0, 5).boxed().toList();
    }

    private static List<Integer> answers(Connection connection) {
        return questions().stream()
                .map(question -> {
                    try (Statement statement = connection.createStatement();
                            var answer = statement.executeQuery("select " + question)) {
                        answer.next();
                        return answer.getInt(1);
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    /** A reader who takes so many lines, the header among them, and is gone. */
    private static final class Leaving extends OutputStream {

        private final int most;
        private final RuntimeException gone;
        private int lines;

        Leaving(int most, RuntimeException gone) {
            this.most = most;
            this.gone = gone;
        }

        @Override
        public void write(int one) {
            if (lines == most) {
                throw gone;
            }
            lines += one == '\n' ? 1 : 0;
        }
    }
}
