package io.voxlynx.sandbox.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Something measured again and again over a long time, and whether it may grow. */
final class Gauge {

    private record Reading(double minutes, double value) {}

    private static final int THIRDS = 3;

    private final String name;
    private final double share;
    private final double slack;
    private final List<Reading> readings = new ArrayList<>();

    private Gauge(String name, double share, double slack) {
        this.name = name;
        this.share = share;
        this.slack = slack;
    }

    /** One that stays, but for so large a share of its first third, and so much more. */
    static Gauge steady(String name, double share, double slack) {
        return new Gauge(name, share, slack);
    }

    /** One that grows with the work that was done. */
    static Gauge growing(String name) {
        return new Gauge(name, Double.POSITIVE_INFINITY, 0);
    }

    void read(double minutes, double value) {
        readings.add(new Reading(minutes, value));
    }

    /** Whether it was read once in each third at least: of one that was not, nothing is known. */
    boolean isKnown() {
        return readings.size() >= THIRDS;
    }

    /** Whether it has grown although it should not. */
    boolean hasGrown() {
        return isKnown() && third(2) > third(0) * (1 + share) + slack;
    }

    String line() {
        double most = readings.stream().mapToDouble(Reading::value).max().orElse(0);
        return String.format(
                Locale.ROOT,
                "%-34s %10.1f %10.1f %10.1f %10.2f%s",
                name,
                third(0),
                third(2),
                most,
                slope(),
                !isKnown() ? "  READ TOO RARELY" : hasGrown() ? "  GROWS" : "");
    }

    static String head() {
        return String.format(
                Locale.ROOT, "%-34s %10s %10s %10s %10s", "mean of the", "first third", "last", "most", "per minute");
    }

    private double third(int which) {
        int size = readings.size();
        return readings.subList(size * which / THIRDS, size * (which + 1) / THIRDS).stream()
                .mapToDouble(Reading::value)
                .average()
                .orElse(0);
    }

    /** By least squares. */
    private double slope() {
        double meanTime =
                readings.stream().mapToDouble(Reading::minutes).average().orElse(0);
        double meanValue =
                readings.stream().mapToDouble(Reading::value).average().orElse(0);
        double covariance = 0;
        double variance = 0;
        for (Reading reading : readings) {
            covariance += (reading.minutes - meanTime) * (reading.value - meanValue);
            variance += (reading.minutes - meanTime) * (reading.minutes - meanTime);
        }
        return variance == 0 ? 0 : covariance / variance;
    }
}
