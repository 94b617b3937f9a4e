package io.voxlynx.sandbox.run;

import java.io.PrintStream;

/** Talks to the person who started the local run. */
final class Console {

    private final PrintStream out;

    Console(PrintStream out) {
        this.out = out;
    }

    PrintStream stream() {
        return out;
    }

    void say(String line) {
        out.println(line);
    }

    void fact(String name, Object value) {
        out.printf("  %-22s %s%n", name, value);
    }

    /** Whether someone watches, so that a line may be drawn again in its place. */
    boolean isTerminal() {
        return System.console() != null;
    }
}
