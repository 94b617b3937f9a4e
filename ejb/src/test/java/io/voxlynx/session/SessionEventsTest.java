package io.voxlynx.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.event.EventType;
import io.voxlynx.event.EventsForTests;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionEventsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final SessionsForTests services = new SessionsForTests();
    private final UUID session = services.begin(Direction.OUTBOUND, NOW);

    @Test
    void aConversationIsToldOfOnceAtItsStartAndOnceAtItsEnd() {
        for (int time = 0; time < 3; time++) {
            apply(SessionReport.once("answered", CallState.ANSWERED, null, NOW.plusSeconds(5)));
            apply(SessionReport.once("reported", CallState.ANSWERED, null, NOW.plusSeconds(6)));
            apply(SessionReport.once("room_finished", SessionStatus.COMPLETED, "hangup", NOW.plusSeconds(65)));
        }

        assertThat(EventsForTests.of(services.database, session)).containsExactly("session.started", "session.ended");
        assertThat(fact(EventType.SESSION_ENDED, "seconds")).isEqualTo("60.000");
        assertThat(fact(EventType.SESSION_ENDED, "reason")).isEqualTo("hangup");
        assertThat(fact(EventType.SESSION_ENDED, "agentId")).isEqualTo(services.agent.toString());
    }

    @Test
    void whatNobodyAnsweredNeverStarted() {
        apply(SessionReport.once("dial_failed", CallState.NO_ANSWER, "no_answer", NOW.plusSeconds(30)));

        assertThat(EventsForTests.of(services.database, session)).containsExactly("session.ended");
        assertThat(fact(EventType.SESSION_ENDED, "callStatus")).isEqualTo("NO_ANSWER");
    }

    private void apply(SessionReport report) {
        services.sessions.apply(session, report, null);
    }

    private String fact(EventType type, String name) {
        return EventsForTests.fact(services.database, session, type, name);
    }
}
