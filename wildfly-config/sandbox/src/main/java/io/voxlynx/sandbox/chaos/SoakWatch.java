package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.run.LocalPlatform;
import io.voxlynx.sandbox.run.Node;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.management.JMException;

/** What must not grow in the nodes and in the database while they work, and what does as it should. */
final class SoakWatch implements AutoCloseable {

    /** A full collection holds a node up for a moment, so not at every look. */
    private static final int LOOKS_PER_COLLECTION = 3;
    /** Few rows that are written often, or come and go: lines, schedules, campaigns, files on their way, members. */
    private static final List<String> HOT = List.of(
            "campaigns",
            "provider_lines",
            "provider_breakers",
            "schedules",
            "rate_buckets",
            "event_relays",
            "event_numbers",
            "import_chunks",
            "public.jgroupsping");

    private static final List<String> LARGE = List.of("calls", "call_events", "contacts", "inbox", "domain_events");

    /** Of the hints, and where those go that nobody could take. */
    private static final List<String> QUEUES =
            List.of("ProviderEvents", "CallLaunches", "SessionCalls", "SessionAnalyses", "Callbacks", "DLQ");

    private final LocalPlatform platform;
    private final List<NodeProbe> probes = new ArrayList<>();
    private final Map<String, Gauge> gauges = new LinkedHashMap<>();
    private final long begun = System.nanoTime();
    private int looks;

    /** The nodes must stay the same processes. */
    SoakWatch(LocalPlatform platform) throws IOException {
        this.platform = platform;
        try {
            for (Node node : platform.nodes()) {
                probes.add(NodeProbe.of(node));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    void look() throws IOException, JMException, SQLException {
        for (NodeProbe probe : probes) {
            look(probe);
        }
        try (Connection database = platform.database().connect();
                Statement statement = database.createStatement()) {
            look(statement);
        }
        looks++;
    }

    private void look(NodeProbe probe) throws IOException, JMException {
        String of = probe.name() + " ";
        if (looks % LOOKS_PER_COLLECTION == 0) {
            read(of + "heap after collection, MB", name -> Gauge.steady(name, 0.15, 15), probe.heapFloor());
        }
        read(of + "threads", name -> Gauge.steady(name, 0.1, 15), probe.threads());
        read(of + "file descriptors", name -> Gauge.steady(name, 0.1, 40), probe.fileDescriptors());
        read(of + "connections in use", name -> Gauge.steady(name, 0.5, 5), probe.connectionsInUse());
        for (String queue : QUEUES) {
            read(of + "queue " + queue, name -> Gauge.steady(name, 0.5, 100), probe.queueDepth(queue));
        }
    }

    private void look(Statement database) throws SQLException {
        read(
                "PostgreSQL connections",
                name -> Gauge.steady(name, 0.1, 10),
                number(database, "select count(*) from pg_stat_activity where backend_type = 'client backend'"));
        for (String table : HOT) {
            read(table + " with indexes, kB", name -> Gauge.steady(name, 0.5, 512), kilobytes(database, table));
            read(table + " dead rows", name -> Gauge.steady(name, 1, 2_000), dead(database, table));
        }
        double calls = number(database, "select count(*) from calls");
        read("calls", Gauge::growing, calls);
        for (String table : LARGE) {
            double size = kilobytes(database, table);
            read(table + " with indexes, kB", Gauge::growing, size);
            // the first pages and indexes weigh more than the first calls
            if (calls > 1_000) {
                read(table + ", kB a call", name -> Gauge.steady(name, 0.2, 0.5), size / calls);
            }
            read(table + " dead rows overdue", SoakWatch::overdueRows, overdue(database, table));
        }
    }

    private void read(String name, Function<String, Gauge> made, double value) {
        double minutes = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 60_000.0;
        gauges.computeIfAbsent(name, made).read(minutes, value);
    }

    private static double kilobytes(Statement database, String table) throws SQLException {
        return number(database, "select pg_total_relation_size('" + table + "') / 1024.0");
    }

    private static double dead(Statement database, String table) throws SQLException {
        return number(
                database, "select n_dead_tup from pg_stat_user_tables where relid = cast('" + table + "' as regclass)");
    }

    private static double overdue(Statement database, String table) throws SQLException {
        try (ResultSet row = database.executeQuery("""
                select n_dead_tup, n_live_tup, current_setting('autovacuum_vacuum_threshold'),
                    current_setting('autovacuum_vacuum_scale_factor')
                from pg_stat_user_tables where relid = cast('%s' as regclass)""".formatted(table))) {
            row.next();
            return overdue(row.getDouble(1), row.getDouble(2), row.getDouble(3), row.getDouble(4));
        }
    }

    /** Dead rows beyond those that a vacuum waits for: their number grows with the table, and with nothing else. */
    static double overdue(double dead, double live, double threshold, double scale) {
        return Math.max(0, dead - threshold - scale * live);
    }

    /** What a minute of work leaves, until the next look at whether a vacuum is due. */
    static Gauge overdueRows(String name) {
        return Gauge.steady(name, 1, 2_000);
    }

    private static double number(Statement database, String query) throws SQLException {
        try (ResultSet rows = database.executeQuery(query)) {
            rows.next();
            return rows.getDouble(1);
        }
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(Gauge.head()));
        gauges.values().forEach(gauge -> lines.add(gauge.line()));
        return lines;
    }

    List<String> findings() {
        return gauges.values().stream()
                .filter(gauge -> gauge.hasGrown() || !gauge.isKnown())
                .map(Gauge::line)
                .toList();
    }

    @Override
    public void close() throws IOException {
        for (NodeProbe probe : probes) {
            probe.close();
        }
    }
}
