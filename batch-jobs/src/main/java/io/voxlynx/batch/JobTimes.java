package io.voxlynx.batch;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * When a job is started by itself: {@code 03:30} every day, {@code sunday 03:30} every week, {@code off} never; UTC. The
 * configuration converts and injects it, so a text that is none stops the start with the setting's name.
 *
 * @param time null for never
 * @param day null for every one
 */
public record JobTimes(LocalTime time, DayOfWeek day) {

    private static final String OFF = "(?i)off";

    /** Found by the configuration by its name. @throws IllegalArgumentException saying what is expected */
    public static JobTimes of(String text) {
        String value = text.strip();
        if (value.matches(OFF)) {
            return new JobTimes(null, null);
        }
        String[] words = value.split(" +");
        try {
            if (words.length == 1) {
                return new JobTimes(minute(words[0]), null);
            }
            if (words.length == 2) {
                return new JobTimes(minute(words[1]), day(words[0]));
            }
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw wrong(text, e);
        }
        throw wrong(text, null);
    }

    private static DayOfWeek day(String text) {
        return Stream.of(DayOfWeek.values())
                .filter(day -> text.matches("(?i)" + day))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text));
    }

    private static LocalTime minute(String text) {
        LocalTime time = LocalTime.parse(text);
        if (time.getSecond() != 0 || time.getNano() != 0) {
            throw new IllegalArgumentException(text);
        }
        return time;
    }

    private static IllegalArgumentException wrong(String text, Exception cause) {
        return new IllegalArgumentException(
                "'" + text.strip() + "': expected a time such as 03:30, a day and a time such as sunday 03:30, or off",
                cause);
    }

    boolean isOff() {
        return time == null;
    }

    /** @throws IllegalStateException if there is none */
    Instant nextAfter(Instant instant) {
        if (isOff()) {
            throw new IllegalStateException("There is no next time");
        }
        ZonedDateTime now = instant.atZone(ZoneOffset.UTC);
        ZonedDateTime next = now.truncatedTo(ChronoUnit.DAYS).with(time);
        while (!next.isAfter(now) || day != null && next.getDayOfWeek() != day) {
            next = next.plusDays(1);
        }
        return next.toInstant();
    }
}
