package io.voxlynx.sandbox.run;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * PostgreSQL with a role and a database of its own, both named voxlynx. The passwords are made with the data and stay
 * beside it, so the data can be opened again.
 */
public final class DatabaseServer {

    private static final String NAME = "voxlynx";
    private static final String SUPERUSER = "postgres";

    private final Path data;
    private final Path passwordFile;
    private final Path log;
    private final int port;
    private final Watchdog watchdog;
    private Properties passwords;
    private EmbeddedPostgres server;

    DatabaseServer(Path directory, int port, Watchdog watchdog) {
        this.data = directory.resolve("postgres");
        this.passwordFile = directory.resolve("postgres.properties");
        this.log = directory.resolve("postgres.log");
        this.port = port;
        this.watchdog = watchdog;
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME;
    }

    public String user() {
        return NAME;
    }

    public String password() {
        return passwords.getProperty(NAME);
    }

    public Path data() {
        return data;
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), user(), password());
    }

    /** Starts it, also again after {@link #stop()} or {@link #kill()}. */
    public void start() {
        try {
            passwords = readPasswords();
            boolean first = passwords.isEmpty();
            server = startServer(first ? null : passwords.getProperty(SUPERUSER));
            watchdog.watch(postmasterPid());
            if (first) {
                setUp();
            }
        } catch (IOException | IllegalStateException e) {
            throw new CannotRun("PostgreSQL did not start (" + e.getMessage() + "): see " + log, e);
        } catch (SQLException e) {
            throw new CannotRun(
                    "PostgreSQL could not be set up (" + e.getMessage() + "): start anew with -Dfresh=true", e);
        }
    }

    private EmbeddedPostgres startServer(String superuserPassword) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(LocalPlatform.START)
                // a file, not a pipe: the server must not depend on a reader
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                // the same order and the same upper and lower case on every machine, whatever its own language
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                // three nodes with all their connections, and whoever looks on
                .setServerConfig("max_connections", "300")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "2GB")
                .setServerConfig("jit", "off")
                .setServerConfig("random_page_cost", "1.1")
                .setServerConfig("timezone", "UTC")
                // the details of an error are the values of a row, so people's names and numbers
                .setServerConfig("log_error_verbosity", "terse")
                // the embedded default gives durability away; what is promised here has to be on the disk
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on");
        if (superuserPassword != null) {
            builder.setConnectConfig("password", superuserPassword);
        }
        return builder.start();
    }

    private void setUp() throws SQLException, IOException {
        Properties made = new Properties();
        made.setProperty(SUPERUSER, Secrets.random());
        made.setProperty(NAME, Secrets.random());
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role voxlynx login password '" + made.getProperty(NAME) + "'");
            statement.execute("create database voxlynx owner voxlynx");
            statement.execute("alter role voxlynx in database voxlynx set search_path = voxlynx, public");
            statement.execute("alter role postgres password '" + made.getProperty(SUPERUSER) + "'");
            requirePasswords();
            statement.execute("select pg_reload_conf()");
        }
        PrivateFile.write(passwordFile, out -> made.store(out, "Passwords of the database beside this file"));
        passwords = made;
    }

    private void requirePasswords() throws IOException {
        Files.writeString(data.resolve("pg_hba.conf"), """
                # everyone on this machine who wants in needs a password
                host all all 127.0.0.1/32 scram-sha-256
                host all all ::1/128 scram-sha-256
                """);
    }

    private Properties readPasswords() throws IOException {
        Properties read = new Properties();
        if (Files.exists(passwordFile)) {
            try (var in = Files.newBufferedReader(passwordFile, StandardCharsets.ISO_8859_1)) {
                read.load(in);
            }
        }
        return read;
    }

    private long postmasterPid() throws IOException {
        return Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
    }

    public void stop() {
        if (server == null) {
            return;
        }
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            server = null;
        }
    }

    /** kill -9 of the server; what was committed is there again after {@link #start()}. */
    public void kill() {
        end(ProcessHandle::destroyForcibly);
    }

    /** What {@code pg_ctl stop -m immediate} does: no last words to clients, no checkpoint, recovery at the next start. */
    public void stopImmediately() {
        end(postmaster -> Signals.send("QUIT", postmaster.pid()));
    }

    private void end(Consumer<ProcessHandle> means) {
        try {
            ProcessHandle postmaster = ProcessHandle.of(postmasterPid()).orElseThrow();
            List<ProcessHandle> backends = postmaster.descendants().toList();
            means.accept(postmaster);
            postmaster.onExit().join();
            // they hold on to the shared memory for a moment longer, which a new server would refuse
            backends.forEach(backend -> backend.onExit().join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // lets go of the data directory's lock
        stop();
    }
}
