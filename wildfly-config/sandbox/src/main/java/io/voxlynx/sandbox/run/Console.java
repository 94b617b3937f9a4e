package io.voxlynx.sandbox.run;

import java.io.PrintStream;

/** Talks to the person who started the local run. */
final class Console {

    private final PrintStream out;

    Console(PrintStream out) {
        this.out = out;
    }

    void say(String line) {
        out.println(line);
    }

    void fact(String name, Object value) {
        out.printf("  %-22s %s%n", name, value);
    }
}
