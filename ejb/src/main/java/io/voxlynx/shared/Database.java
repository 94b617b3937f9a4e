package io.voxlynx.shared;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementException;
import org.jdbi.v3.core.statement.StatementExceptions;

/**
 * Local database transactions for set-based SQL. The engine runs outside JTA (no XA, no transaction manager in the
 * hot path); a nested call joins the transaction that its thread is in, so an observer of a CDI event works in the
 * transaction of the one who fired it. A bean with a JTA transaction must call {@link #joining} and nothing else.
 */
@ApplicationScoped
public class Database {

    private static final Logger LOG = Logger.getLogger(Database.class.getName());

    @Resource(lookup = "java:jboss/datasources/VoxLynxDS")
    DataSource dataSource;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    TransactionSynchronizationRegistry jta;

    private Jdbi jdbi;
    private final ThreadLocal<Unit> current = new ThreadLocal<>();

    @PostConstruct
    void open() {
        jdbi = configured(Jdbi.create(dataSource));
    }

    private static Jdbi configured(Jdbi jdbi) {
        // Failures end up in the log, and the values of statements are people's names and numbers.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementException::getShortMessage);
        return jdbi.registerArrayType(UUID.class, "uuid");
    }

    /** Runs in one transaction, the caller's where there is one; commits at the end of the outermost. */
    public <T> T inTransaction(Function<Handle, T> work) {
        Unit joined = current.get();
        if (joined != null) {
            return work.apply(joined.handle);
        }
        List<Runnable> afterCommit = new ArrayList<>(2);
        T result;
        try {
            result = jdbi.inTransaction(handle -> {
                current.set(new Unit(handle, afterCommit));
                return work.apply(handle);
            });
        } finally {
            current.remove();
        }
        take(afterCommit);
        return result;
    }

    /**
     * For one statement that reads: alone it needs no transaction around it, whose commit would be one more trip to the
     * database. Joins the caller's where there is one.
     */
    public <T> T inStatement(Function<Handle, T> statement) {
        Unit joined = current.get();
        return joined == null ? jdbi.withHandle(handle -> alone(handle, statement)) : statement.apply(joined.handle);
    }

    /** No rollback finds out that the database has ended the connection: the next who is given it would. */
    private static <T> T alone(Handle handle, Function<Handle, T> statement) {
        try {
            return statement.apply(handle);
        } catch (RuntimeException e) {
            if (DatabaseAway.isBehind(e)) {
                Connections.discardIfClosed(handle.getConnection());
            }
            throw e;
        }
    }

    /**
     * Commits without waiting for the disk, so that locks are not held for it. For work whose cause is on the disk
     * already: if a crash of the database forgets it, the cause is found open and it is done again. Whatever commits
     * later in the ordinary way takes it to the disk first.
     */
    public void useRedoableTransaction(Consumer<Handle> work) {
        useTransaction(handle -> {
            handle.execute("set local synchronous_commit to off");
            work.accept(handle);
        });
    }

    /**
     * Within a JTA transaction, on its own connection: what the work writes is committed or not with all else of it. For
     * the few use cases that move an entity and must put something beside it.
     */
    public <T> T joining(EntityManager entities, Function<Handle, T> work) {
        if (current.get() != null) {
            throw new IllegalStateException("a JTA transaction within one of the database");
        }
        List<Runnable> afterCommit = new ArrayList<>(2);
        T result = entities.unwrap(Session.class).doReturningWork(connection -> {
            Jdbi lent = configured(Jdbi.create(new Lent(connection)));
            // Its end is for the transaction manager to decide.
            lent.getConfig(Handles.class).setForceEndTransactions(false);
            try (Handle handle = lent.open()) {
                current.set(new Unit(handle, afterCommit));
                return work.apply(handle);
            } finally {
                current.remove();
            }
        });
        if (!afterCommit.isEmpty()) {
            jta.registerInterposedSynchronization(new AfterCommit(afterCommit));
        }
        return result;
    }

    public void useTransaction(Consumer<Handle> work) {
        inTransaction(handle -> {
            work.accept(handle);
            return null;
        });
    }

    /**
     * Effects that others see (messages, wake-ups) wait for the commit and never happen without it. They are hints:
     * what must not be lost is a row.
     */
    public void afterCommit(Runnable effect) {
        Unit unit = current.get();
        if (unit == null) {
            throw new IllegalStateException("no transaction to wait for");
        }
        unit.afterCommit.add(effect);
    }

    /** Each by itself: its cause is committed, which no failure may hide, nor keep the others from happening. */
    private static void take(List<Runnable> effects) {
        for (Runnable effect : effects) {
            try {
                effect.run();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "What was to follow a commit could not be done", e);
            }
        }
    }

    private record Unit(Handle handle, List<Runnable> afterCommit) {}

    /** A connection that its owner closes. */
    private record Lent(Connection connection) implements ConnectionFactory {

        @Override
        public Connection openConnection() {
            return connection;
        }

        @Override
        public void closeConnection(Connection lent) {
            // not ours
        }
    }

    private record AfterCommit(List<Runnable> effects) implements Synchronization {

        @Override
        public void beforeCompletion() {
            // nothing is left to be written
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                take(effects);
            }
        }
    }
}
