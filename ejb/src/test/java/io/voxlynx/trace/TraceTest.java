package io.voxlynx.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.trace.Trace.Work;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {

    private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String OFFERED = "00-" + ID + "-00f067aa0ba902b7-01";

    @ParameterizedTest
    @ValueSource(
            strings = {
                OFFERED,
                "00-" + ID + "-00f067aa0ba902b7-00",
                "00-" + ID + "-00f067aa0ba902b7-ff",
                "01-" + ID + "-00f067aa0ba902b7-01-whatever comes later"
            })
    void goesOnWithTheTraceThatIsOffered(String offered) {
        try (Work work = Trace.serve("test", offered)) {
            assertThat(work).isNotNull();
            assertThat(Trace.id()).hasValue(ID);
            assertThat(MDC.get(Trace.ID)).isEqualTo(ID);
            assertThat(Trace.parent())
                    .hasValueSatisfying(parent -> assertThat(parent).matches("00-" + ID + "-[0-9a-f]{16}-0[01]"));
        }
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-" + ID + "-0000000000000000-01",
                "ff-" + ID + "-00f067aa0ba902b7-01",
                OFFERED + "-more",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-" + ID + "-00f067aa0ba902b7",
                "00-" + ID + "-00f067aa0ba902b7-01\r\nX-Evil: 1",
                "+12125550100"
            })
    void beginsOneWhereNothingThatCanBeReadIsOffered(String offered) {
        try (Work work = Trace.serve("test", offered)) {
            assertThat(work).isNotNull();
            assertThat(Trace.id())
                    .hasValueSatisfying(id -> assertThat(id)
                            .matches("[0-9a-f]{32}")
                            .isNotEqualTo(ID)
                            .isNotEqualTo("0".repeat(32)));
        }
    }

    @Test
    void twoThatWereBegunDiffer() {
        Set<String> ids = new HashSet<>();

        Trace.follow("test", null, () -> ids.add(Trace.id().orElseThrow()));
        Trace.follow("test", null, () -> ids.add(Trace.id().orElseThrow()));

        assertThat(ids).hasSize(2);
    }

    @Test
    void whatIsAskedBelongsToTheTraceOfWhoAsks() {
        Trace.follow("test", OFFERED, () -> {
            assertThat(Trace.ask("ask", Trace::id)).hasValue(ID);
            assertThat(Trace.id()).hasValue(ID);
        });
    }

    @Test
    void nothingIsLeftOnTheThread() {
        Trace.serve("test", OFFERED).close();
        assertThatThrownBy(() -> Trace.follow("test", OFFERED, () -> {
                    throw new IllegalStateException("it did not do what it was for");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(Trace.id()).isEmpty();
        assertThat(Trace.parent()).isEmpty();
        assertThat(MDC.get(Trace.ID)).isNull();
    }
}
