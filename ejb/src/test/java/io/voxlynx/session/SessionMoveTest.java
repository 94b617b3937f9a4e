package io.voxlynx.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.voxlynx.shared.Conflict;
import io.voxlynx.shared.InvalidInput;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionMoveTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "CREATED,   ACTIVE,    possible",
        "CREATED,   COMPLETED, possible",
        "CREATED,   FAILED,    possible",
        "ACTIVE,    COMPLETED, possible",
        "CREATED,   CREATED,   done",
        "COMPLETED, COMPLETED, done",
        "FAILED,    FAILED,    done",
        "ACTIVE,    CREATED,   refused",
        "COMPLETED, ACTIVE,    refused",
        "COMPLETED, FAILED,    refused",
        "FAILED,    COMPLETED, refused"
    })
    void aSessionOverTheWebGoesForward(SessionStatus present, SessionStatus wanted, String verdict) {
        assertThat(verdict(new SessionMove(wanted, null, null), session(present, null)))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "RINGING,   ANSWERED,  possible",
        "RINGING,   NO_ANSWER, possible",
        "ANSWERED,  FAILED,    possible",
        "ANSWERED,  ANSWERED,  done",
        "NO_ANSWER, NO_ANSWER, done",
        "ANSWERED,  RINGING,   refused",
        "COMPLETED, FAILED,    refused",
        "NO_ANSWER, FAILED,    refused"
    })
    void aCallGoesForward(CallState present, CallState wanted, String verdict) {
        assertThat(verdict(new SessionMove(null, wanted, null), session(present.session(), present)))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "RINGING,   COMPLETED, possible",
        "NO_ANSWER, COMPLETED, done",
        "NO_ANSWER, FAILED,    done",
        "FAILED,    COMPLETED, refused",
        "ANSWERED,  ACTIVE,    done",
        "ANSWERED,  CREATED,   refused"
    })
    void whatIsSaidOfASessionHoldsForItsCall(CallState present, SessionStatus wanted, String verdict) {
        assertThat(verdict(new SessionMove(wanted, null, null), session(present.session(), present)))
                .isEqualTo(verdict);
    }

    @Test
    void aSessionWithoutACallHasNoStateOfIt() {
        assertThat(verdict(new SessionMove(null, CallState.ANSWERED, null), session(SessionStatus.CREATED, null)))
                .isEqualTo("refused");
    }

    @Test
    void aReasonGoesWithAnEnd() {
        assertThat(new SessionMove(SessionStatus.FAILED, null, "no_credit")
                        .of(session(SessionStatus.ACTIVE, null), NOW)
                        .endReason())
                .isEqualTo("no_credit");
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> new SessionMove(SessionStatus.ACTIVE, null, "no_credit"));
    }

    private static String verdict(SessionMove move, VoiceSession session) {
        if (move.isDone(session)) {
            return "done";
        }
        try {
            move.of(session, NOW);
            return "possible";
        } catch (Conflict refused) {
            assertThat(refused.details())
                    .containsEntry("status", session.status().name());
            return "refused";
        }
    }

    private static VoiceSession session(SessionStatus status, CallState call) {
        return new VoiceSession(
                UUID.randomUUID(),
                "owner",
                UUID.randomUUID(),
                "room",
                call == null ? null : Direction.INBOUND,
                status,
                call,
                null,
                null,
                null,
                NOW,
                null,
                status.isTerminal() ? NOW : null,
                null,
                null);
    }
}
