package io.voxlynx.web.session;

import io.voxlynx.shared.InvalidInput;
import io.voxlynx.web.http.Dates;
import java.time.Instant;

/** What {@code start_date} and {@code end_date} span. @param from null for no limit @param until exclusive; null too */
record DateRange(Instant from, Instant until) {

    /** @param start a UTC day or an instant, and so is {@code end}; both inside */
    static DateRange of(String start, String end) {
        DateRange range = new DateRange(Dates.first("start_date", start), Dates.after("end_date", end));
        if (range.from != null && range.until != null && !range.from.isBefore(range.until)) {
            throw InvalidInput.field("start_date", start, "nothing after end_date");
        }
        return range;
    }
}
