package io.voxlynx.telephony;

import static io.voxlynx.shared.JsonApi.JSON;

import io.voxlynx.outbox.CallbackOrder;
import io.voxlynx.outbox.Callbacks;
import io.voxlynx.session.CallState;
import io.voxlynx.session.CallStateChanged;
import io.voxlynx.session.Direction;
import io.voxlynx.session.SessionEnded;
import io.voxlynx.session.Sessions;
import io.voxlynx.session.VoiceSession;
import io.voxlynx.shared.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;

/** What follows from a call's moves, in the transaction of each. */
@ApplicationScoped
class CallMoves {

    /** Until then LiveKit has mostly closed the room of a call by itself. */
    private static final Duration CLEAR_AFTER = Duration.ofSeconds(1);

    @Inject
    Database database;

    @Inject
    Sessions sessions;

    @Inject
    CallBook book;

    @Inject
    Callbacks callbacks;

    @Inject
    LiveKitSettings settings;

    void moved(@Observes CallStateChanged change) {
        if (change.state() == CallState.ANSWERED) {
            book.lookAgain(change.sessionId(), settings.check());
        }
        String url = callbackUrl(change.sessionId());
        if (url != null) {
            String event = "call." + change.state().name().toLowerCase(Locale.ROOT);
            VoiceSession session = sessions.find(change.sessionId()).orElseThrow();
            callbacks.enqueue(CallbackOrder.of(session.id(), event, url, body(event, change, session)));
        }
    }

    /** Also when it was ended by the agent's worker, or by the other side: nobody is to be left on the line. */
    void ended(@Observes SessionEnded end) {
        book.clearLater(end.sessionId(), CLEAR_AFTER);
    }

    private String callbackUrl(UUID sessionId) {
        return database.inTransaction(handle -> handle.createQuery("select callback_url from sessions where id = ?")
                .bind(0, sessionId)
                .mapTo(String.class)
                .findOne()
                .orElse(null));
    }

    private static String body(String event, CallStateChanged change, VoiceSession session) {
        JsonObjectBuilder body = JSON.createObjectBuilder()
                .add("event", event)
                .add("call_id", session.id().toString())
                .add("status", session.status().name())
                .add("call_status", session.callState().name())
                .add("call_direction", session.direction().name())
                .add("room_name", session.roomName())
                .add("occurred_at", change.occurredAt().toString());
        if (session.direction() == Direction.OUTBOUND) {
            body.add("outbound_phone_number", session.phoneNumber());
        }
        if (session.endReason() != null) {
            body.add("end_reason", session.endReason());
        }
        if (session.startedAt() != null) {
            body.add("started_at", session.startedAt().toString());
        }
        if (session.endedAt() != null) {
            body.add("ended_at", session.endedAt().toString());
        }
        if (session.durationSeconds() != null) {
            body.add("duration", session.durationSeconds());
        }
        return body.build().toString();
    }
}
