package io.voxlynx.sandbox.demo;

import io.voxlynx.sandbox.client.Campaign;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a campaign at work: a bar that moves on a terminal, a line now and then anywhere else. */
final class ProgressView implements AutoCloseable {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
    private static final int WIDTH = 120;

    private final PrintStream out;
    private final int cap;
    private final ProgressBar bar;
    private Instant nextLine = Instant.MIN;

    ProgressView(PrintStream out, boolean terminal, int contacts, int cap) {
        this.out = out;
        this.cap = cap;
        this.bar = terminal
                ? new ProgressBarBuilder()
                        .setTaskName("Calls")
                        .setInitialMax(contacts)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
                        .build()
                : null;
    }

    void show(Campaign.Progress now) {
        String figures = String.format(
                Locale.ROOT,
                "active %d, done %d, failed %d, $%.2f, line %d %%",
                now.active(),
                now.done(),
                now.with("FAILED") + now.with("TIMEOUT"),
                now.costUsd(),
                100 * now.active() / cap);
        if (bar != null) {
            bar.stepTo(now.done());
            bar.setExtraMessage(figures);
        } else if (now.isOver() || Instant.now().isAfter(nextLine)) {
            out.println("  " + now.done() + "/" + now.contacts() + ": " + figures);
            nextLine = Instant.now().plus(BETWEEN_LINES);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
