package io.voxlynx.shared;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
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
