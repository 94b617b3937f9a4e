package io.voxlynx.batch;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.upkeep.Perishable;
import io.voxlynx.upkeep.Retention;
import io.voxlynx.upkeep.Slice;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

class RetentionCheckTest {

    @Test
    void aSettingBelowWhatItsKindNeedsStopsTheStartByItsName() {
        assertThatThrownBy(() -> RetentionCheck.require(keptForMonths("30")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("voxlynx.retention.audit-log-days is '30': expected a number of days from 90");
        assertThatCode(() -> RetentionCheck.require(keptForMonths("90"))).doesNotThrowAnyException();
        assertThatCode(() -> RetentionCheck.require(keptForMonths("never"))).doesNotThrowAnyException();
    }

    private static Perishable keptForMonths(String days) {
        return new Perishable() {
            @Override
            public String kind() {
                return "audit-log";
            }

            @Override
            public Retention retention() {
                return Retention.of(days);
            }

            @Override
            public int leastDays() {
                return 90;
            }

            @Override
            public Slice remove(Handle db, Instant before, String after, int most) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Slice count(Handle db, Instant before, String after, int most) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
