package io.voxlynx.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CallStatusTest {

    @Property
    void neverFallsBackWhateverTheOrderOfReports(@ForAll List<CallStatus> reports) {
        CallStatus status = CallStatus.QUEUED;
        for (CallStatus report : reports) {
            CallStatus next = status.after(report);
            assertThat(next.compareTo(status) >= 0 || status.isTerminal()).isTrue();
            if (status.isTerminal()) {
                assertThat(next).isEqualTo(status);
            }
            status = next;
        }
    }

    @Property
    void repeatsChangeNothing(@ForAll List<CallStatus> reports, @ForAll long seed) {
        List<CallStatus> repeated = new ArrayList<>();
        Random random = new Random(seed);
        for (CallStatus report : reports) {
            repeated.add(report);
            // a repeat of anything seen so far
            repeated.add(repeated.get(random.nextInt(repeated.size())));
        }
        assertThat(fold(repeated)).isEqualTo(fold(reports));
    }

    @Property
    void oneTerminalReportEndsTheCallWhereverItStands(@ForAll List<CallStatus> before, @ForAll List<CallStatus> after) {
        List<CallStatus> reports = new ArrayList<>(before);
        reports.removeIf(CallStatus::isTerminal);
        reports.add(CallStatus.ENDED);
        reports.addAll(after);
        assertThat(fold(reports)).isEqualTo(CallStatus.ENDED);
    }

    @Test
    void factsWithoutAStatusMoveNothing() {
        assertThat(CallStatus.RINGING.after(null)).isEqualTo(CallStatus.RINGING);
    }

    private static CallStatus fold(List<CallStatus> reports) {
        return reports.stream().reduce(CallStatus.QUEUED, CallStatus::after);
    }
}
