package io.voxlynx.shared;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** A PostgreSQL of its own with the schema of an older version, until it is brought up to date. */
public final class OlderPostgres implements AutoCloseable {

    private final EmbeddedPostgres server;
    private final DataSource dataSource;
    private final Database database = new Database();

    /** @param version of its last migration */
    public OlderPostgres(String version) throws IOException {
        server = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(5))
                .start();
        dataSource = server.getDatabase("postgres", "postgres", Map.of("currentSchema", Migrations.SCHEMA));
        Flyway.configure()
                .dataSource(dataSource)
                .schemas(Migrations.SCHEMA)
                .locations("classpath:db/migration")
                .target(version)
                .load()
                .migrate();
        database.dataSource = dataSource;
        database.open();
    }

    public Database database() {
        return database;
    }

    public void bringUpToDate() {
        Migrations.migrate(dataSource);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
