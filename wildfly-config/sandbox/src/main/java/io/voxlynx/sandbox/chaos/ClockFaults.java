package io.voxlynx.sandbox.chaos;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import io.voxlynx.sandbox.run.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A node whose clock is wrong. What must not happen twice is decided by the database's clock; the wrong one may only
 * show in what a node writes into its log.
 */
final class ClockFaults {

    static final List<Scenario> ALL = List.of(
            new Scenario("clock-fast", "one node's clock is 10 minutes fast", stage -> skew(stage, 600)),
            new Scenario("clock-slow", "one node's clock is 10 minutes slow", stage -> skew(stage, -600)));

    /** Where distributions put it; the variable wins. */
    private static final String LIBRARY = "LIBFAKETIME";

    private static final List<String> PLACES = List.of(
            "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
            "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
            "/usr/lib64/faketime/libfaketime.so.1",
            "/usr/lib/faketime/libfaketime.so.1",
            "/usr/local/lib/faketime/libfaketime.so.1");

    /** An answer on its way, and the whole seconds of its head. */
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    private ClockFaults() {}

    private static void skew(Stage stage, int seconds) throws InterruptedException {
        Path library = library();
        String by = String.format("%+ds", seconds);
        Node victim = stage.anyNode();
        victim.stop();
        // both clocks of the process are off, or the JVM's waits, which compare one with the other, end at once or
        // never
        victim.launch(Map.of("LD_PRELOAD", library.toString(), "FAKETIME", by));
        victim.awaitUp();
        try {
            Duration off = error(stage, victim);
            if (!isOff(off, seconds)) {
                throw new IllegalStateException(victim.name() + " says a time that is off by " + off + ", not " + by);
            }
            stage.note(victim.name() + " by " + by);
            stage.campaign(280, 20);
            stage.await("the end of the campaign", stage::over);
            stage.mayNotRing(0);
        } finally {
            victim.stop();
            victim.start();
        }
    }

    /** How far the node's clock is ahead of ours, by the head of an answer. */
    private static Duration error(Stage stage, Node node) {
        String date = stage.operatorAt(node)
                .get("/health")
                .header("Date")
                .orElseThrow(() -> new IllegalStateException(node.name() + " does not say what time it is"));
        return Duration.between(
                Instant.now(), ZonedDateTime.parse(date, RFC_1123_DATE_TIME).toInstant());
    }

    static boolean isOff(Duration error, int seconds) {
        return error.minusSeconds(seconds).abs().compareTo(TOLERANCE) < 0;
    }

    private static Path library() {
        String named = System.getenv(LIBRARY);
        return Stream.concat(Stream.ofNullable(named), PLACES.stream())
                .map(Path::of)
                .filter(Files::isReadable)
                .findFirst()
                .orElseThrow(() -> new Skipped("no libfaketime on this machine (package libfaketime, or its path in the"
                        + " environment as " + LIBRARY + ")"));
    }
}
