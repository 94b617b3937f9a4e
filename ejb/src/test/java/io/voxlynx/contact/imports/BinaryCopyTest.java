package io.voxlynx.contact.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.shared.PostgresForTests;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BinaryCopyTest {

    @BeforeEach
    void table() throws SQLException {
        execute("create table public.binary_copy_test (n int primary key)");
    }

    @AfterEach
    void noTable() throws SQLException {
        execute("drop table public.binary_copy_test");
    }

    @Test
    void aCopyThatIsNotEndedCopiesNothingAndLeavesNothingOnItsConnection() throws SQLException {
        try (Connection connection = PostgresForTests.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (BinaryCopy copy = new BinaryCopy(connection, "public.binary_copy_test (n)")) {
                copy.row(1).put(1);
            }
            connection.rollback();

            assertThat(number(connection, "select count(*) from public.binary_copy_test"))
                    .isZero();
            assertThat(number(connection, "select 42")).isEqualTo(42);
        }
    }

    /** What the database says later would be taken for its answer to the next statement. */
    @Test
    void aConnectionWhoseDatabaseStallsIsNotUsedAgain() throws SQLException {
        try (Connection other = PostgresForTests.dataSource().getConnection();
                Connection connection = PostgresForTests.dataSource().getConnection()) {
            holdOne(other);
            try (BinaryCopy copy = new BinaryCopy(connection, "public.binary_copy_test (n)")) {
                copy.row(1).put(1);
                connection.setNetworkTimeout(Runnable::run, 1_000);

                assertThatThrownBy(copy::end).isInstanceOf(SQLException.class);
            }

            assertThat(connection.isClosed()).isTrue();
            other.rollback();
        }
    }

    @Test
    void neitherIsOneWhoseDatabaseStallsWhileACopyIsGivenUp() throws SQLException {
        try (Connection other = PostgresForTests.dataSource().getConnection();
                Connection connection = PostgresForTests.dataSource().getConnection()) {
            holdOne(other);
            BinaryCopy copy = new BinaryCopy(connection, "public.binary_copy_test (n)");
            // enough to be sent and inserted before the end, which a thousand are
            for (int n = 1; n <= 20_000; n++) {
                copy.row(1).put(n);
            }
            connection.setNetworkTimeout(Runnable::run, 1_000);

            assertThatThrownBy(copy::close).isInstanceOf(SQLException.class);

            assertThat(connection.isClosed()).isTrue();
            other.rollback();
        }
    }

    /** A row that a copy of the same has to wait for. */
    private static void holdOne(Connection other) throws SQLException {
        other.setAutoCommit(false);
        try (Statement holds = other.createStatement()) {
            holds.execute("insert into public.binary_copy_test values (1)");
        }
    }

    private static int number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            answer.next();
            return answer.getInt(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = PostgresForTests.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
