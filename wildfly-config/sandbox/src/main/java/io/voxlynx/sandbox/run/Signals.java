package io.voxlynx.sandbox.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** POSIX signals that Java has no method for, and what they do. */
final class Signals {

    private Signals() {}

    /** @param name without SIG */
    static void send(String name, long pid) {
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -" + name + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static boolean isStopped(long pid) {
        try {
            Process state = new ProcessBuilder("ps", "-o", "state=", "-p", Long.toString(pid)).start();
            return new String(state.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).startsWith("T");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
