package io.voxlynx.usage;

import io.voxlynx.shared.InvalidInput;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** What a timeline shows. @param first and {@code last} UTC days, both inside */
public record TimelineRange(CostPeriod period, LocalDate first, LocalDate last) {

    private static final int MAX_POINTS = 1000;
    private static final int DAYS_BY_DEFAULT = 30;

    public TimelineRange {
        if (first.isAfter(last)) {
            throw InvalidInput.field("start_date", first, "a day not after " + last);
        }
        if (period.count(first, last) > MAX_POINTS) {
            throw InvalidInput.field("start_date", first, "at most " + MAX_POINTS + " points, " + period);
        }
    }

    /** @param start the first day; null for 30 days up to the last one @param end the last day; null for today */
    public static TimelineRange of(CostPeriod period, LocalDate start, LocalDate end, LocalDate today) {
        LocalDate last = end == null ? today : end;
        return new TimelineRange(period, start == null ? last.minusDays(DAYS_BY_DEFAULT - 1) : start, last);
    }

    /** The names of its periods, in order. */
    List<LocalDate> points() {
        return Stream.iterate(period.of(first), point -> !point.isAfter(last), period::next)
                .toList();
    }
}
