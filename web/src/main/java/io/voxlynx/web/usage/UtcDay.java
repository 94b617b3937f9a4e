package io.voxlynx.web.usage;

import io.voxlynx.shared.InvalidInput;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/** Reads a day that somebody names, by its date or by a moment of it. */
final class UtcDay {

    // Years of other lengths are beyond what the database counts.
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(T.*)?");

    private UtcDay() {}

    /** @return null for nothing */
    static LocalDate of(String parameter, String text) {
        if (text == null) {
            return null;
        }
        try {
            if (DATE.matcher(text).matches()) {
                return text.indexOf('T') < 0
                        ? LocalDate.parse(text)
                        : OffsetDateTime.parse(text)
                                .withOffsetSameInstant(ZoneOffset.UTC)
                                .toLocalDate();
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
