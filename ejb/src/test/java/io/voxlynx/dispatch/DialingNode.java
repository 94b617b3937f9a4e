package io.voxlynx.dispatch;

import static org.awaitility.Awaitility.await;

import io.voxlynx.call.CallsForTests;
import io.voxlynx.campaign.CampaignEventsForTests;
import io.voxlynx.inbox.Backlog;
import io.voxlynx.inbox.Inbox;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import io.voxlynx.shared.Queues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;

/** A node that launches calls on a database that it shares with others. */
final class DialingNode implements AutoCloseable {

    final Launches launches = new Launches();
    final LaunchBook book = new LaunchBook();
    /** The calls, by the provider's ids, whose webhooks were told that they are known now. */
    final List<String> woken = new ArrayList<>();
    /** Paused campaigns. */
    final List<UUID> givenBack = new ArrayList<>();

    private final LookUps lookUps = new LookUps();
    private final Life life = new Life();
    private long nanos;
    private boolean webhooksWait;

    DialingNode(FakeProvider provider) {
        Database database = PostgresForTests.database();
        book.database = database;
        book.events = CampaignEventsForTests.events(database);
        Breaker breaker = new Breaker();
        breaker.database = database;
        breaker.threshold = 1_000;
        launches.book = book;
        launches.breaker = breaker;
        launches.senderLock = life;
        launches.placer = provider;
        launches.lookUps = lookUps;
        lookUps.book = book;
        lookUps.placer = provider;
        CallsForTests calls = new CallsForTests(database);
        calls.accepted.observedBy(launches::accepted);
        launches.calls = calls.calls;
        lookUps.calls = launches.calls;
        launches.inbox = new Inbox() {
            @Override
            public void wakeGroup(String groupKey) {
                woken.add(groupKey);
            }
        };
        launches.backlog = new Backlog() {
            @Override
            public boolean isLong() {
                return webhooksWait;
            }
        };
        launches.queues = new Queues() {
            @Override
            public void callLaunches(Collection<?> callIds) {
                // Who has something to do is told by the test.
            }
        };
        launches.lines = new Lines() {
            @Override
            void giveBack(UUID campaignId) {
                givenBack.add(campaignId);
            }
        };
        launches.database = database;
        lookUps.database = database;
        setClock(Clock.systemUTC());
        launches.staleSeconds = 15;
        lookUps.safeWaitSeconds = 25;
        launches.refusalsThatFail = 25;
        launches.frozenSenderMinutes = 10;
        launches.ticker = () -> nanos;
    }

    /** As if it had stood still for so long. */
    void sleepsFor(Duration duration) {
        nanos += duration.toNanos();
    }

    /** Its own clock is set wrong by so much. */
    void clockIsOffBy(Duration difference) {
        setClock(Clock.fixed(Instant.now().plus(difference), ZoneOffset.UTC));
    }

    private void setClock(Clock clock) {
        launches.clock = clock;
        lookUps.clock = clock;
    }

    /** More come than are applied. */
    void webhooksWait(boolean wait) {
        webhooksWait = wait;
    }

    /** So many of its next transactions on calls fail. */
    void losesItsConnections(int number) {
        Database there = book.database;
        AtomicInteger left = new AtomicInteger(number);
        book.database = new Database() {
            @Override
            public <T> T inTransaction(Function<Handle, T> work) {
                if (left.getAndDecrement() > 0) {
                    throw new ConnectionException(new SQLException("This connection has been closed."));
                }
                return there.inTransaction(work);
            }
        };
    }

    /** Its process is killed, and its connections with it. */
    void dies() {
        life.close();
    }

    /** The database has lost its connection, which it does not know yet. */
    void isForgottenByTheDatabase() {
        life.disconnect();
    }

    @Override
    public void close() {
        life.close();
    }

    private static final class Life extends SenderLock {

        private final long key = ThreadLocalRandom.current().nextLong();
        private final Connection connection;
        private boolean over;

        Life() {
            try {
                connection = PostgresForTests.dataSource().getConnection();
                try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_lock(?)")) {
                    lock.setLong(1, key);
                    lock.execute();
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public OptionalLong key() {
            return over ? OptionalLong.empty() : OptionalLong.of(key);
        }

        @Override
        public boolean holds(long sender) {
            return !over && sender == key;
        }

        void close() {
            over = true;
            disconnect();
        }

        /** Returns when PostgreSQL has noticed it. */
        void disconnect() {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            await().atMost(Duration.ofMinutes(1)).until(this::isFree);
        }

        private boolean isFree() {
            return PostgresForTests.database()
                    .inTransaction(handle -> handle.createQuery("select pg_try_advisory_xact_lock_shared(?)")
                            .bind(0, key)
                            .mapTo(Boolean.class)
                            .one());
        }
    }
}
