package io.voxlynx.health;

import io.voxlynx.health.Health.Check;
import io.voxlynx.health.Health.Figure;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.Migrations;
import io.voxlynx.shared.Probe;
import io.voxlynx.shared.Times;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jdbi.v3.core.Handle;

/** Answers the three questions, and the one that proxies ask. */
@ApplicationScoped
public class HealthChecks {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    /** The message has to come back before the question as a whole counts as hanging. */
    private static final Duration ECHO = Duration.ofMillis(1500);
    /** From here on tokens look expired, or not yet valid, whatever they are. */
    private static final Duration WRONG_CLOCK = Duration.ofHours(1);

    @Inject
    Database database;

    @Inject
    BrokerEcho broker;

    @Inject
    Times times;

    @Resource
    ManagedThreadFactory threads;

    private Probe<Boolean> query;
    private Probe<Boolean> echo;
    private Probe<Boolean> schema;
    /** While the database cannot be asked, it has the schema that it had. */
    private volatile boolean migrated;

    private volatile boolean started;

    @PostConstruct
    void prepare() {
        // A thread for each question: a pool that others have filled says nothing about the database.
        Executor executor = work -> threads.newThread(work).start();
        query = new Probe<>("database", LIMIT, executor, () -> database.inStatement(HealthChecks::takesWrites));
        echo = new Probe<>("broker", LIMIT, executor, () -> broker.returns(ECHO));
        schema = new Probe<>("schema", LIMIT, executor, () -> database.inStatement(Migrations::areIn));
    }

    /** Whether the process can do anything at all. Nothing is asked whose failure a restart would not mend. */
    public Health live() {
        return Health.of();
    }

    /** Whether it has begun: until the schema is there, no timer and no consumer runs. It never goes back. */
    public Health started() {
        if (!started) {
            started = migrations().up();
        }
        return Health.of(new Check("migrations", started, null));
    }

    /**
     * Whether it can serve, and if not, which part is to blame. A node that stops or is suspended is not asked: the server
     * refuses every request then.
     */
    public Health ready() {
        return Health.of(database(), broker(), migrations(), clock(times.nodeIsAheadBy()));
    }

    /** Whether requests can be answered: what a proxy needs to know. Without the broker they can, only later work waits. */
    public Health serving() {
        return Health.of(new Check("database", database().up(), null));
    }

    private Check database() {
        return answered("database", query.ask().filter(Probe.Answer::value));
    }

    /** A standby answers as well, and so does a server that is kept from writing since its disk is full. */
    static boolean takesWrites(Handle handle) {
        return handle.createQuery("select current_setting('transaction_read_only') = 'off'")
                .mapTo(Boolean.class)
                .one();
    }

    private Check broker() {
        return answered("broker", echo.ask().filter(Probe.Answer::value));
    }

    private static Check answered(String name, Optional<? extends Probe.Answer<?>> answer) {
        return new Check(
                name,
                answer.isPresent(),
                answer.map(given -> new Figure("millis", given.millis())).orElse(null));
    }

    private Check migrations() {
        schema.ask().ifPresent(answer -> migrated = answer.value());
        return new Check("migrations", migrated, null);
    }

    /** Decisions go by the database's clock; so a node's own may differ, and is warned of, long before it does harm. */
    static Check clock(Duration ahead) {
        return new Check("clock", ahead.abs().compareTo(WRONG_CLOCK) < 0, new Figure("aheadMillis", ahead.toMillis()));
    }
}
