package io.voxlynx.sandbox.shared;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** ISO-8601 in UTC with a fixed number of digits, so that the texts sort like the instants. */
public final class Iso {
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final DateTimeFormatter MICROS =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

    private Iso() {}

    /** As the providers write their times. */
    public static String millis(Instant instant) {
        return MILLIS.format(instant);
    }

    /** As the logs do, where the order of near events matters. */
    public static String micros(Instant instant) {
        return MICROS.format(instant);
    }
}
