package io.voxlynx.web.http;

import io.voxlynx.shared.InvalidInput;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.util.regex.Pattern;

/** Reads what people write into {@code start_date} and {@code end_date}: a UTC day, or an instant. Null for nothing. */
public final class Dates {

    // Years of other lengths are beyond what the database counts.
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(T.*)?");

    private Dates() {}

    /** The day that is named, by its date or by a moment of it. */
    public static LocalDate day(String parameter, String text) {
        Temporal date = read(parameter, text);
        return date instanceof OffsetDateTime moment
                ? moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDate()
                : (LocalDate) date;
    }

    /** The first moment that is inside. */
    public static Instant first(String parameter, String text) {
        Temporal date = read(parameter, text);
        return date instanceof LocalDate day ? begin(day) : moment(date);
    }

    /** The first moment that is no longer inside: the date itself is. */
    public static Instant after(String parameter, String text) {
        Temporal date = read(parameter, text);
        if (date == null) {
            return null;
        }
        // The database counts microseconds: the next one is the first that is not inside.
        return date instanceof LocalDate day
                ? begin(day.plusDays(1))
                : moment(date).plus(1, ChronoUnit.MICROS);
    }

    private static Instant begin(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Instant moment(Temporal date) {
        return date == null ? null : Instant.from(date).truncatedTo(ChronoUnit.MICROS);
    }

    private static Temporal read(String parameter, String text) {
        if (text == null) {
            return null;
        }
        try {
            if (DATE.matcher(text).matches()) {
                return text.indexOf('T') < 0 ? LocalDate.parse(text) : OffsetDateTime.parse(text);
            }
        } catch (DateTimeException e) {
            throw (InvalidInput) refused(parameter, text).initCause(e);
        }
        throw refused(parameter, text);
    }

    private static InvalidInput refused(String parameter, String text) {
        return InvalidInput.field(parameter, text, "a day such as 2026-01-31, or an ISO-8601 instant");
    }
}
