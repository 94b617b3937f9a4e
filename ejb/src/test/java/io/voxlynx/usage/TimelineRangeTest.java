package io.voxlynx.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.shared.InvalidInput;
import java.time.DayOfWeek;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TimelineRangeTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-21");

    @Test
    void isTheLastThirtyDaysIfNobodySaysOtherwise() {
        TimelineRange range = TimelineRange.of(CostPeriod.daily, null, null, TODAY);

        assertThat(range.points()).hasSize(30).startsWith(day("2026-10-23")).endsWith(TODAY);
    }

    @Test
    void goesBackThirtyDaysFromTheDayThatIsNamed() {
        assertThat(TimelineRange.of(CostPeriod.daily, null, day("2026-03-01"), TODAY)
                        .first())
                .isEqualTo(day("2026-01-31"));
    }

    @Test
    void weeksBeginOnMondaysAlsoOverTheTurnOfTheYear() {
        assertThat(new TimelineRange(CostPeriod.weekly, day("2026-12-30"), day("2027-01-04")).points())
                .containsExactly(day("2026-12-28"), day("2027-01-04"));
    }

    @Test
    void monthsAreNamedByTheirFirstDay() {
        assertThat(new TimelineRange(CostPeriod.monthly, day("2026-01-31"), day("2026-03-01")).points())
                .containsExactly(day("2026-01-01"), day("2026-02-01"), day("2026-03-01"));
    }

    @Test
    void oneDayIsEnough() {
        assertThat(new TimelineRange(CostPeriod.weekly, TODAY, TODAY).points()).containsExactly(day("2026-11-16"));
    }

    @Test
    void endsNotBeforeItStarts() {
        assertThatThrownBy(() -> new TimelineRange(CostPeriod.daily, TODAY, TODAY.minusDays(1)))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("start_date");
        assertThatThrownBy(() -> TimelineRange.of(CostPeriod.daily, TODAY.plusDays(1), null, TODAY))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void hasAThousandPointsAtMost() {
        assertThat(new TimelineRange(CostPeriod.daily, TODAY.minusDays(999), TODAY).points())
                .hasSize(1000);
        assertThatThrownBy(() -> new TimelineRange(CostPeriod.daily, TODAY.minusDays(1000), TODAY))
                .isInstanceOf(InvalidInput.class);
        assertThat(new TimelineRange(CostPeriod.weekly, TODAY.minusDays(1000), TODAY).points())
                .hasSizeLessThan(150);
        assertThatThrownBy(() -> new TimelineRange(CostPeriod.monthly, day("0000-01-01"), day("9999-12-31")))
                .isInstanceOf(InvalidInput.class);
    }

    @Property
    void itsPointsAreThePeriodsOfItsDays(
            @ForAll CostPeriod period,
            @ForAll @IntRange(max = 100_000) int start,
            @ForAll @IntRange(max = 999) int length) {
        LocalDate first = LocalDate.ofEpochDay(start);
        TimelineRange range = new TimelineRange(period, first, first.plusDays(length));

        assertThat(range.points())
                .containsExactlyElementsOf(first.datesUntil(range.last().plusDays(1))
                        .map(period::of)
                        .distinct()
                        .toList());
        assertThat(period.count(range.first(), range.last()))
                .isEqualTo(range.points().size());
        if (period == CostPeriod.weekly) {
            assertThat(range.points()).allMatch(point -> point.getDayOfWeek() == DayOfWeek.MONDAY);
        }
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }
}
