package io.voxlynx.sandbox.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A small process that ends what the launcher started when the launcher is gone. It hears of that by the end of the
 * pipe between them, which also closes when the launcher was killed and no shutdown hook ran.
 */
final class Watchdog implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;
    private static final String PROCESS = "process ";
    private static final String FILE = "file ";

    private final Process process;
    private final Writer orders;

    private Watchdog(Process process) {
        this.process = process;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    static Watchdog start() {
        try {
            Path classes = Path.of(Watchdog.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return new Watchdog(new ProcessBuilder(
                            JavaProcess.executable(),
                            "-Xmx16m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            classes.toString(),
                            Watchdog.class.getName())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The processes end in the opposite order. */
    void watch(long pid) {
        order(PROCESS + pid);
    }

    /** A file that must not be there without the launcher. */
    void watch(Path file) {
        order(FILE + file.toAbsolutePath());
    }

    private synchronized void order(String line) {
        try {
            orders.write(line + "\n");
            orders.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The watchdog is gone", e);
        }
    }

    /** Returns when it is gone too, so that nothing at all is left. */
    @Override
    public synchronized void close() {
        try {
            orders.close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        // Ctrl-C reaches every process of the terminal; this one stays until the launcher has gone
        Runtime.getRuntime().addShutdownHook(new Thread(() -> await(done)));
        Deque<ProcessHandle> watched = new ArrayDeque<>();
        List<Path> files = new ArrayList<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(FILE)) {
                files.add(Path.of(line.substring(FILE.length())));
            } else {
                // a handle, taken now, knows when its process began: a number that is used again is another process
                ProcessHandle.of(Long.parseLong(line.substring(PROCESS.length())))
                        .ifPresent(watched::push);
            }
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        endAll(List.copyOf(watched));
        done.countDown();
    }

    private static void endAll(List<ProcessHandle> processes) throws InterruptedException {
        for (ProcessHandle process : processes) {
            List<ProcessHandle> children = process.descendants().toList();
            process.destroy();
            try {
                process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException | ExecutionException e) {
                process.destroyForcibly();
            }
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
