package io.voxlynx.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import org.junit.jupiter.api.Test;

class CampaignFiguresTest {

    @Property
    void differencesOfACostAddUpToItsLastValue(@ForAll List<@BigRange(min = "0", max = "100") BigDecimal> costs) {
        BigDecimal sum = BigDecimal.ZERO;
        int costed = 0;
        BigDecimal known = null;
        for (BigDecimal cost : costs) {
            CampaignFigures.Change change = new CampaignFigures.Change(null, known, cost, null, null, null, null);
            sum = sum.add(change.costDifference());
            costed += change.newlyCosted();
            known = cost;
        }
        assertThat(sum).isEqualByComparingTo(known == null ? BigDecimal.ZERO : known);
        assertThat(costed).isEqualTo(costs.isEmpty() ? 0 : 1);
    }

    @Test
    void aVerdictCountsOnceAndCanBeTakenBack() {
        assertThat(verdict(null, true).successes()).isEqualTo(1);
        assertThat(verdict(true, true).successes()).isZero();
        assertThat(verdict(true, false).successes()).isEqualTo(-1);
        assertThat(verdict(true, null).isNone()).isTrue();
    }

    @Test
    void aReportWithoutFiguresWritesNothing() {
        assertThat(new CampaignFigures.Change(null, BigDecimal.ONE, null, null, null, null, null).isNone())
                .isTrue();
        assertThat(new CampaignFigures.Change("ENDED", null, null, null, null, null, null).isNone())
                .isFalse();
    }

    private static CampaignFigures.Change verdict(Boolean before, Boolean after) {
        return new CampaignFigures.Change(null, null, null, null, null, before, after);
    }
}
