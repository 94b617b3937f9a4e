package io.voxlynx.shared;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;

/** A PostgreSQL with our schema, started once for all tests of a run; tests keep apart by the ids they make. */
public final class PostgresForTests {

    private static final Database DATABASE = start();

    private PostgresForTests() {}

    public static Database database() {
        return DATABASE;
    }

    public static DataSource dataSource() {
        return DATABASE.dataSource;
    }

    /** A connection that waits for its database for a second only. */
    public static Connection impatient() throws SQLException {
        try (Connection any = dataSource().getConnection()) {
            Properties properties = new Properties();
            properties.setProperty("user", any.getMetaData().getUserName());
            properties.setProperty("socketTimeout", "1");
            return DriverManager.getConnection(any.getMetaData().getURL(), properties);
        }
    }

    private static Database start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofMinutes(5))
                    // as everywhere else: the embedded one would wait for the disk at no commit
                    .setServerConfig("synchronous_commit", "on")
                    .start();
            DataSource dataSource =
                    server.getDatabase("postgres", "postgres", Map.of("currentSchema", Migrations.SCHEMA));
            Migrations.migrate(dataSource);
            Database database = new Database();
            database.dataSource = dataSource;
            database.open();
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
