package io.voxlynx.shared;

import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.service.spi.SessionFactoryServiceRegistry;
import org.jdbi.v3.core.Handle;

/**
 * Brings the schema up to date before Hibernate validates it. A startup singleton would come too late, so every bean
 * that must not start earlier injects the persistence unit.
 */
public class Migrations implements Integrator {

    public static final String SCHEMA = "voxlynx";

    /** Of ours; null until they are in. */
    private static volatile String newest;

    @Override
    public void integrate(Metadata metadata, BootstrapContext context, SessionFactoryImplementor sessionFactory) {
        try {
            DataSource dataSource = InitialContext.doLookup("java:jboss/datasources/VoxLynxDS");
            migrate(dataSource);
        } catch (NamingException e) {
            throw new IllegalStateException(
                    "No datasource java:jboss/datasources/VoxLynxDS: run the server's CLI scripts", e);
        }
    }

    /**
     * Whether the database has the schema that this application needs, or a later one: while nodes are replaced one after
     * the other, the first new one has migrated already.
     */
    public static boolean areIn(Handle handle) {
        return newest != null
                && handle.createQuery("""
                                select exists (select from %s.flyway_schema_history where version = ? and success)""".formatted(SCHEMA))
                        .bind(0, newest)
                        .mapTo(Boolean.class)
                        .one();
    }

    static void migrate(DataSource dataSource) {
        Flyway flyway = configured(dataSource);
        flyway.migrate();
        newest = Stream.of(flyway.info().all())
                .filter(migration -> migration.getState().isResolved())
                .map(MigrationInfo::getVersion)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .map(MigrationVersion::getVersion)
                .orElseThrow();
    }

    private static Flyway configured(DataSource dataSource) {
        FluentConfiguration flyway = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dataSource)
                .schemas(SCHEMA)
                .locations("classpath:db/migration");
        // While another connection migrates, which may take long, a transaction that waits would be ended as idle.
        flyway.getPluginRegister()
                .getExact(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        return flyway.load();
    }

    @Override
    public void disintegrate(SessionFactoryImplementor sessionFactory, SessionFactoryServiceRegistry registry) {
        // nothing was opened
    }
}
