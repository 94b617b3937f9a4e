package io.voxlynx.usage;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** How finely a timeline is drawn. */
public enum CostPeriod {
    daily(ChronoUnit.DAYS, "day"),
    /** ISO weeks, named by their Monday. */
    weekly(ChronoUnit.WEEKS, "week"),
    /** Named by their first day. */
    monthly(ChronoUnit.MONTHS, "month");

    private final ChronoUnit unit;
    private final String truncation;

    CostPeriod(ChronoUnit unit, String truncation) {
        this.unit = unit;
        this.truncation = truncation;
    }

    /** The day that names the period this day is in. */
    LocalDate of(LocalDate day) {
        return switch (this) {
            case daily -> day;
            case weekly -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case monthly -> day.withDayOfMonth(1);
        };
    }

    LocalDate next(LocalDate name) {
        return name.plus(1, unit);
    }

    /** How many periods these days touch. */
    long count(LocalDate first, LocalDate last) {
        return unit.between(of(first), of(last)) + 1;
    }

    /** What PostgreSQL's date_trunc calls it. */
    String truncation() {
        return truncation;
    }
}
