package io.voxlynx.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.DaemonThreads;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SenderLockTest {

    private final Database database = PostgresForTests.database();
    private final SenderLock lock = new SenderLock();

    @BeforeEach
    void begin() throws InterruptedException {
        lock.dataSource = PostgresForTests.dataSource();
        lock.threads = new DaemonThreads();
        lock.begin();
        await(() -> lock.key().isPresent());
    }

    @AfterEach
    void end() {
        lock.end();
    }

    @Test
    void theDatabaseKnowsThatItsHolderLives() {
        assertThat(isFree(lock.key())).isFalse();
        assertThat(lock.holds(lock.key().orElseThrow())).isTrue();
    }

    @Test
    void whoseConnectionIsLostHasAnotherKeySoonAndNoLongerTheOldOne() throws InterruptedException {
        OptionalLong before = lock.key();

        terminateIt();
        await(() -> lock.key().isPresent() && !lock.key().equals(before));

        assertThat(lock.holds(before.orElseThrow())).isFalse();
        assertThat(isFree(before)).isTrue();
        assertThat(isFree(lock.key())).isFalse();
    }

    @Test
    void theLockIsFreeWhenTheNodeStopsInOrder() throws InterruptedException {
        OptionalLong before = lock.key();

        lock.end();

        assertThat(lock.key()).isEmpty();
        await(() -> isFree(before));
    }

    @Test
    void theSessionGoesBackToItsPoolAsItWas() throws SQLException, InterruptedException {
        lock.end();
        Connection session = PostgresForTests.dataSource().getConnection();
        SenderLock second = new SenderLock();
        second.threads = new DaemonThreads();
        CountDownLatch returned = new CountDownLatch(1);
        second.dataSource = poolOf(session, returned);
        String before = settings(session);

        second.begin();
        await(() -> second.key().isPresent());
        second.end();
        returned.await();

        assertThat(settings(session)).isEqualTo(before);
        session.close();
    }

    private static String settings(Connection session) {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("""
                        select string_agg(name || '=' || setting, ' ' order by name) from pg_settings
                        where name in ('application_name', 'tcp_keepalives_idle', 'tcp_keepalives_interval',
                                       'tcp_keepalives_count', 'tcp_user_timeout')""")) {
            row.next();
            return row.getString(1) + " " + session.getNetworkTimeout();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of one, which stays open when it is given back. */
    private static DataSource poolOf(Connection session, CountDownLatch returned) {
        Connection lent = proxy(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("close")) {
                returned.countDown();
                return null;
            }
            return method.invoke(session, arguments);
        });
        return proxy(DataSource.class, (proxy, method, arguments) -> lent);
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(SenderLockTest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private boolean isFree(OptionalLong key) {
        return database.inTransaction(handle -> handle.createQuery("select pg_try_advisory_xact_lock_shared(?)")
                .bind(0, key.orElseThrow())
                .mapTo(Boolean.class)
                .one());
    }

    private void terminateIt() {
        database.useTransaction(
                handle -> handle.createQuery("""
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where application_name = 'voxlynx-sender'""").mapTo(Boolean.class).list());
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
