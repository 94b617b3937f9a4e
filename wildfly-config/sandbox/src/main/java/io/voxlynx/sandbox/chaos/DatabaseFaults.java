package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.run.DatabaseServer;
import io.voxlynx.sandbox.run.Node;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What befalls PostgreSQL and the way to it. Nobody restarts a node in any of these: pools, consumers and timers have to
 * come back by themselves.
 */
final class DatabaseFaults {

    static final List<Scenario> ALL = List.of(
            new Scenario(
                    "postgres-immediate",
                    "PostgreSQL stops without a checkpoint and is back after up to 15 s",
                    stage -> loseServer(stage, DatabaseServer::stopImmediately)),
            new Scenario(
                    "postgres-kill",
                    "kill -9 of PostgreSQL, which is back after up to 15 s",
                    stage -> loseServer(stage, DatabaseServer::kill)),
            new Scenario(
                    "backends-terminated",
                    "the application's connections are cut at the server, some or all, again and again",
                    DatabaseFaults::terminate),
            new Scenario(
                    "pool-exhausted",
                    "a lock that everybody waits for takes all connections for longer than the pools wait",
                    DatabaseFaults::block),
            new Scenario(
                    "connections-taken",
                    "strangers hold every connection that PostgreSQL has, and ours are cut",
                    DatabaseFaults::occupy));

    private static final Duration LONGEST_PEACE = Duration.ofSeconds(3);
    private static final Duration LONGEST_ABSENCE = Duration.ofSeconds(15);
    /** The pools of WildFly give up waiting for a connection after 30 s. */
    private static final Duration POOLS_WAIT = Duration.ofSeconds(30);

    private static final Duration LONGEST_FURTHER = Duration.ofSeconds(10);
    private static final int CUTS = 6;

    private DatabaseFaults() {}

    private interface Loss {
        void befalls(DatabaseServer database);
    }

    private static void loseServer(Stage stage, Loss loss) throws InterruptedException {
        NodeFaults.busy(stage);
        stage.pass(stage.upTo(LONGEST_PEACE));
        DatabaseServer database = stage.platform().database();
        Duration absence = stage.upTo(LONGEST_ABSENCE);

        loss.befalls(database);
        stage.pass(absence);
        answersMeanwhile(stage);
        database.start();

        stage.note("away for " + absence.toMillis() + " ms");
        recover(stage);
    }

    /** That the database is away is no error of ours: whoever asks is told to come back. */
    private static void answersMeanwhile(Stage stage) {
        for (Node node : stage.platform().nodes()) {
            for (String path : List.of("/health", "/api/campaigns")) {
                int status = stage.operatorAt(node).get(path).status();
                stage.note(node.name() + " answers " + path + " with " + status);
                if (status != 503) {
                    stage.finding(path + " is answered with " + status + " while the database is away");
                }
            }
        }
    }

    private static void terminate(Stage stage) throws InterruptedException, SQLException {
        NodeFaults.busy(stage);
        int cut = 0;
        for (int i = 0; i < CUTS; i++) {
            stage.pass(stage.upTo(LONGEST_PEACE));
            double share = stage.random().nextBoolean() ? 1 : stage.random().nextDouble();
            cut += terminate(stage, share);
        }
        stage.note(cut + " connections cut");
        recover(stage);
    }

    /** @param share of all connections of the application, 0 to 1 @return how many */
    static int terminate(Stage stage, double share) throws SQLException {
        try (Connection connection = stage.platform().database().connect();
                PreparedStatement query = connection.prepareStatement("""
                        select count(pg_terminate_backend(pid)) from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid() and random() < ?""")) {
            query.setDouble(1, share);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static void block(Stage stage) throws InterruptedException, SQLException {
        NodeFaults.busy(stage);
        Duration further = stage.upTo(LONGEST_FURTHER);
        try (Connection connection = stage.platform().database().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table voxlynx.calls, voxlynx.inbox, voxlynx.schedules in access exclusive mode");
            stage.pass(POOLS_WAIT.plus(further));
            connection.rollback();
        }
        stage.note("locked for " + POOLS_WAIT.plus(further).toMillis() + " ms");
        recover(stage);
    }

    private static void occupy(Stage stage) throws InterruptedException, SQLException {
        NodeFaults.busy(stage);
        List<Connection> strangers = new ArrayList<>();
        Duration absence = stage.upTo(LONGEST_ABSENCE);
        try {
            terminate(stage, 1);
            takeAll(stage, strangers);
            stage.pass(absence);
        } finally {
            for (Connection stranger : strangers) {
                stranger.close();
            }
        }
        stage.note(strangers.size() + " connections taken for " + absence.toMillis() + " ms");
        recover(stage);
    }

    private static void takeAll(Stage stage, List<Connection> strangers) {
        try {
            while (true) {
                strangers.add(stage.platform().database().connect());
            }
        } catch (SQLException full) {
            stage.note(
                    "PostgreSQL says: " + full.getMessage().lines().findFirst().orElse(""));
        }
    }

    private static void recover(Stage stage) throws InterruptedException {
        Takeover recovery = Takeover.fromReturn(stage);
        stage.await("the end of the campaign", stage::over);
        recovery.measureDials();
    }
}
