package io.voxlynx.dispatch;

import io.voxlynx.shared.Connections;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * How others know that this process is alive, also while it is frozen: an advisory lock of the database under a key of
 * its own, on a connection that does nothing else. The lock is free as soon as the process is gone, and not before,
 * which no lease by time can say of a process that only stands still. When the connection is lost, the next lock has
 * another key, since what was sent under the first one counts as orphaned.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SenderLock {

    private static final Logger LOG = Logger.getLogger(SenderLock.class.getName());
    private static final SecureRandom RANDOM = new SecureRandom();

    /** JDBC's word for it. */
    private static final String NAME = "ApplicationName";

    private static final Duration PULSE = Duration.ofMillis(500);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

    /**
     * A machine that vanishes closes no connection: the database asks after 10 s of silence, every 5 s, and gives up
     * after 25 s. A process that stands still does not matter here, its machine answers for it.
     */
    private static final String NOTICE_THE_LOST = """
            select set_config('tcp_keepalives_idle', '10', false),
                   set_config('tcp_keepalives_interval', '5', false),
                   set_config('tcp_keepalives_count', '3', false),
                   set_config('tcp_user_timeout', '25000', false)""";

    private static final String FORGET_THAT = """
            reset tcp_keepalives_idle;
            reset tcp_keepalives_interval;
            reset tcp_keepalives_count;
            reset tcp_user_timeout""";

    @Resource(lookup = "java:jboss/datasources/VoxLynxDS")
    DataSource dataSource;

    @Resource
    ManagedThreadFactory threads;

    private volatile Long key;
    private volatile boolean stopped;
    private Thread holder;

    @PostConstruct
    void begin() {
        holder = threads.newThread(this::hold);
        holder.start();
    }

    @PreDestroy
    void end() {
        stopped = true;
        key = null;
        holder.interrupt();
    }

    /** Under which key this process may send now; empty while the database would not know that it lives. */
    public OptionalLong key() {
        Long held = key;
        return held == null ? OptionalLong.empty() : OptionalLong.of(held);
    }

    /** True if this process has had this key all the time. */
    public boolean holds(long sender) {
        Long held = key;
        return held != null && held == sender;
    }

    private void hold() {
        boolean complained = false;
        while (!stopped) {
            // Not in an invocation of this bean: the container would take the connection away at its end.
            try (Connection connection = dataSource.getConnection()) {
                try {
                    hold(connection);
                } finally {
                    key = null;
                }
                complained = false;
            } catch (SQLException | RuntimeException | Error e) {
                // Whatever it was: without this thread the node would never send again.
                if (!complained && !stopped) {
                    LOG.log(Level.WARNING, "Nothing can be sent until the database knows that this node lives", e);
                }
                complained = true;
            } catch (InterruptedException e) {
                return;
            }
            if (!pause()) {
                return;
            }
        }
    }

    /** Returns or throws when the lock is lost. */
    private void hold(Connection connection) throws SQLException, InterruptedException {
        int usual = connection.getNetworkTimeout();
        String usualName = connection.getClientInfo(NAME);
        connection.setNetworkTimeout(Runnable::run, (int) LONGEST_ANSWER.toMillis());
        try {
            long fresh = RANDOM.nextLong();
            try (Statement statement = connection.createStatement()) {
                statement.execute(NOTICE_THE_LOST);
            }
            connection.setClientInfo(NAME, "voxlynx-sender");
            lock(connection, fresh);
            key = fresh;
            while (!stopped) {
                TimeUnit.MILLISECONDS.sleep(PULSE.toMillis());
                try (Statement statement = connection.createStatement()) {
                    statement.execute("select 1");
                }
            }
        } finally {
            key = null;
            letGo(connection, usual, usualName);
        }
    }

    private static void lock(Connection connection, long key) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            lock.setLong(1, key);
            try (ResultSet answer = lock.executeQuery()) {
                answer.next();
                if (!answer.getBoolean(1)) {
                    throw new SQLException("Somebody else has the same key");
                }
            }
        }
    }

    /** The session may live on in the pool: as it was before, or not at all. */
    private static void letGo(Connection connection, int usualTimeout, String usualName) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock_all()");
            statement.execute(FORGET_THAT);
            connection.setClientInfo(NAME, usualName);
            connection.setNetworkTimeout(Runnable::run, usualTimeout);
        } catch (SQLException e) {
            LOG.log(Level.FINE, "The connection is gone, and the lock with it", e);
            Connections.discard(connection);
        }
    }

    private boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PULSE.toMillis());
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
