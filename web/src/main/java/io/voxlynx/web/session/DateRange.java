package io.voxlynx.web.session;

import io.voxlynx.shared.InvalidInput;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** What {@code start_date} and {@code end_date} span. @param from null for no limit @param until exclusive; null too */
record DateRange(Instant from, Instant until) {

    // Years of other lengths are beyond what the database counts.
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(T.*)?");

    /** @param start a UTC day or an instant, and so is {@code end}; both inside */
    static DateRange of(String start, String end) {
        Instant from = start == null ? null : read("start_date", start, false);
        Instant until = end == null ? null : read("end_date", end, true);
        if (from != null && until != null && !from.isBefore(until)) {
            throw InvalidInput.field("start_date", start, "nothing after end_date");
        }
        return new DateRange(from, until);
    }

    private static Instant read(String parameter, String text, boolean isEnd) {
        try {
            if (DATE.matcher(text).matches()) {
                return text.indexOf('T') < 0 ? ofDay(LocalDate.parse(text), isEnd) : ofInstant(text, isEnd);
            }
        } catch (DateTimeException e) {
            throw (InvalidInput) refused(parameter, text).initCause(e);
        }
        throw refused(parameter, text);
    }

    private static Instant ofDay(LocalDate day, boolean isEnd) {
        return (isEnd ? day.plusDays(1) : day).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Instant ofInstant(String text, boolean isEnd) {
        // The database counts microseconds: the next one is the first that is not inside.
        Instant at = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
        return isEnd ? at.plus(1, ChronoUnit.MICROS) : at;
    }

    private static InvalidInput refused(String parameter, String text) {
        return InvalidInput.field(parameter, text, "a day such as 2026-01-31, or an ISO-8601 instant");
    }
}
