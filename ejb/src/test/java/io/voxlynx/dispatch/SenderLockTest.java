package io.voxlynx.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.util.OptionalLong;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
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

    private static final class DaemonThreads implements ManagedThreadFactory {

        @Override
        public Thread newThread(Runnable work) {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        }

        @Override
        public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
            throw new UnsupportedOperationException();
        }
    }
}
