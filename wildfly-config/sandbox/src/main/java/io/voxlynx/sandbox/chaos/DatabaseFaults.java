package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.client.Campaign;
import io.voxlynx.sandbox.run.DatabaseServer;
import io.voxlynx.sandbox.run.Node;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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
    private static final Duration GLANCE = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int CUTS = 6;
    private static final String STRANGER = "stranger";
    private static final String OURS =
            "pg_stat_activity where backend_type = 'client backend' and datname = current_database()"
                    + " and application_name <> '" + STRANGER + "'";

    private DatabaseFaults() {}

    private interface Loss {
        void befalls(DatabaseServer database);
    }

    private static void loseServer(Stage stage, Loss loss) throws InterruptedException {
        NodeFaults.busy(stage);
        stage.pass(stage.upTo(LONGEST_PEACE));
        DatabaseServer database = stage.platform().database();
        Duration absence = stage.upTo(LONGEST_ABSENCE);

        stage.mayNotRing(NodeFaults.LINES);
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
        int times = 0;
        for (int i = 0; i < CUTS; i++) {
            stage.pass(stage.upTo(LONGEST_PEACE));
            double share = stage.random().nextBoolean() ? 1 : stage.random().nextDouble();
            int now = terminate(stage, share);
            cut += now;
            times += now > 0 ? 1 : 0;
        }
        stage.mayNotRing((long) times * NodeFaults.LINES);
        if (cut == 0) {
            throw new IllegalStateException("No connection was cut");
        }
        stage.note(cut + " connections cut");
        recover(stage);
    }

    /** @param share of all connections of the application, 0 to 1 @return how many */
    static int terminate(Stage stage, double share) throws SQLException {
        try (Connection connection = stage.platform().database().connect();
                PreparedStatement draw = connection.prepareStatement("select setseed(?)");
                PreparedStatement query = connection.prepareStatement("""
                        select count(pg_terminate_backend(pid)) from pg_stat_activity
                        where backend_type = 'client backend' and datname = current_database()
                          and pid <> pg_backend_pid() and random() < ?""")) {
            draw.setDouble(1, stage.random().nextDouble());
            draw.execute();
            query.setDouble(1, share);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static void block(Stage stage) throws Exception {
        Campaign campaign = NodeFaults.busy(stage);
        Duration locked = POOLS_WAIT.plus(stage.upTo(LONGEST_FURTHER));
        try (Connection connection = stage.platform().database().connect();
                Statement statement = connection.createStatement();
                PoolPressure people = new PoolPressure(stage, campaign.path())) {
            connection.setAutoCommit(false);
            statement.execute("lock table voxlynx.calls, voxlynx.inbox, voxlynx.schedules in access exclusive mode");
            stage.mayNotRing(NodeFaults.LINES);
            long begun = System.nanoTime();
            while (System.nanoTime() - begun < locked.toNanos()) {
                people.press();
                stage.pass(GLANCE);
            }
            connection.rollback();
            people.requireEnd();
        }
        stage.note("locked for " + locked.toMillis() + " ms");
        recover(stage);
    }

    private static void occupy(Stage stage) throws InterruptedException, SQLException {
        NodeFaults.busy(stage);
        List<Connection> strangers = new ArrayList<>();
        Duration absence = stage.upTo(LONGEST_ABSENCE);
        stage.mayNotRing(NodeFaults.LINES);
        try {
            takeAll(stage, strangers);
            stage.await("the last of our connections", SOON, () -> {
                terminateOurs(strangers);
                takeAll(stage, strangers);
                return countOurs(strangers) == 0;
            });
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
                Connection stranger = stage.platform().database().connect();
                stranger.setClientInfo("ApplicationName", STRANGER);
                strangers.add(stranger);
            }
        } catch (SQLException full) {
            // there is none left
            return;
        }
    }

    private static void terminateOurs(List<Connection> strangers) throws SQLException {
        try (Statement statement = strangers.get(0).createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from " + OURS);
        }
    }

    private static long countOurs(List<Connection> strangers) throws SQLException {
        try (Statement statement = strangers.get(0).createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + OURS)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void recover(Stage stage) throws InterruptedException {
        Takeover recovery = Takeover.fromReturn(stage);
        stage.await("the end of the campaign", stage::over);
        recovery.measureDials();
    }
}
