package io.voxlynx.shared;

import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.service.spi.SessionFactoryServiceRegistry;

/**
 * Brings the schema up to date before Hibernate validates it. A startup singleton would come too late, so every bean
 * that must not start earlier injects the persistence unit.
 */
public class Migrations implements Integrator {

    public static final String SCHEMA = "voxlynx";

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

    static void migrate(DataSource dataSource) {
        FluentConfiguration flyway = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dataSource)
                .schemas(SCHEMA)
                .locations("classpath:db/migration");
        // While another connection migrates, which may take long, a transaction that waits would be ended as idle.
        flyway.getPluginRegister()
                .getExact(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        flyway.load().migrate();
    }

    @Override
    public void disintegrate(SessionFactoryImplementor sessionFactory, SessionFactoryServiceRegistry registry) {
        // nothing was opened
    }
}
