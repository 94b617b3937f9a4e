package io.voxlynx.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.inbox.InboxMessage;
import io.voxlynx.session.CallState;
import io.voxlynx.session.Direction;
import io.voxlynx.session.NewSession;
import io.voxlynx.session.SessionRows;
import io.voxlynx.session.Sessions;
import io.voxlynx.session.VoiceSession;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.PhoneNumber;
import io.voxlynx.shared.PostgresForTests;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import livekit.LivekitSip.SIPParticipantInfo;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Two tell of a call: the answer to our order, and webhooks. In whatever order and how often, it ends the same way. */
class CallWordsTest {

    private static final Database DATABASE = PostgresForTests.database();
    private static final Clock CLOCK = Clock.systemUTC();

    private final Sessions sessions = SessionRows.foldingSessions(DATABASE);
    private final CallBook book = new CallBook();
    private final CallReports reports = new CallReports();
    private final CallPlacements placements = new CallPlacements();
    private final LiveKitInbox inbox = new LiveKitInbox();

    CallWordsTest() {
        book.database = DATABASE;
        reports.database = DATABASE;
        reports.sessions = sessions;
        reports.book = book;
        reports.clock = CLOCK;
        placements.book = book;
        placements.reports = reports;
        placements.clock = CLOCK;
        RoomEvents events = new RoomEvents();
        events.sessions = sessions;
        events.book = book;
        events.reports = reports;
        events.settings = new LiveKitSettings();
        inbox.database = DATABASE;
        inbox.sessions = sessions;
        inbox.book = book;
        inbox.reports = reports;
        inbox.events = events;
    }

    /** How a call goes: what the order is answered, why the participant leaves, and what is to come of it. */
    enum Course {
        HUNG_UP(null, "CLIENT_INITIATED", CallState.COMPLETED),
        ENDED_BY_THE_AGENT(null, "ROOM_DELETED", CallState.COMPLETED),
        BUSY("486", "USER_REJECTED", CallState.FAILED),
        DECLINED("603", "USER_REJECTED", CallState.FAILED),
        FORBIDDEN("403", "USER_REJECTED", CallState.FAILED),
        NOT_FOUND("404", "USER_UNAVAILABLE", CallState.NO_ANSWER),
        UNAVAILABLE("480", "USER_UNAVAILABLE", CallState.NO_ANSWER),
        RANG_OUT("canceled", "USER_UNAVAILABLE", CallState.NO_ANSWER),
        TRUNK_DOWN("503", "SIP_TRUNK_FAILURE", CallState.FAILED),
        TRUNK_BROKEN("500", "UNKNOWN_REASON", CallState.FAILED),
        CANCELED("487", "ROOM_DELETED", CallState.FAILED),
        CANCELED_WHILE_IT_RANG_OUT("canceled", "USER_UNAVAILABLE", CallState.FAILED);

        final String refusal;
        final String disconnectReason;
        final CallState end;

        Course(String refusal, String disconnectReason, CallState end) {
            this.refusal = refusal;
            this.disconnectReason = disconnectReason;
            this.end = end;
        }

        boolean wasWished() {
            return name().startsWith("CANCELED");
        }
    }

    enum Word {
        ANSWER,
        JOINED,
        LEFT,
        ROOM_FINISHED
    }

    @Provide
    Arbitrary<List<Word>> tellings() {
        Arbitrary<List<Word>> all = Arbitraries.shuffle(Word.values());
        Arbitrary<List<Word>> repeats = Arbitraries.of(Word.values()).list().ofMaxSize(4);
        return Combinators.combine(all, repeats).as((first, again) -> {
            List<Word> words = new ArrayList<>(first);
            words.addAll(again);
            return words;
        });
    }

    @Property(tries = 100)
    void aCallEndsTheSameInWhateverOrderItIsTold(@ForAll Course course, @ForAll("tellings") List<Word> words) {
        UUID id = dialled();
        if (course.wasWished()) {
            book.beginEnding(id);
        }
        String lifetime = UUID.randomUUID().toString();

        words.forEach(word -> tell(id, word, course, lifetime));

        VoiceSession call = sessions.find(id).orElseThrow();
        assertThat(call.callState()).isEqualTo(course.end);
        assertThat(call.startedAt() != null).isEqualTo(course.end == CallState.COMPLETED);
        assertThat(call.endReason()).isEqualTo(reason(course, call));
    }

    private static String reason(Course course, VoiceSession call) {
        return switch (course) {
            case BUSY -> "busy";
            case DECLINED -> "declined";
            case FORBIDDEN -> "rejected";
            case NOT_FOUND, UNAVAILABLE, RANG_OUT -> "no_answer";
            case TRUNK_DOWN, TRUNK_BROKEN -> "trunk_failure";
            case CANCELED, CANCELED_WHILE_IT_RANG_OUT -> "canceled";
            // Whoever tells first that it is over says it in his words.
            case HUNG_UP, ENDED_BY_THE_AGENT -> {
                assertThat(call.endReason()).isIn("hangup", "room_closed");
                yield call.endReason();
            }
        };
    }

    private void tell(UUID id, Word word, Course course, String lifetime) {
        switch (word) {
            case ANSWER -> placements.settle(id, answer(course));
            case JOINED -> webhook(id, "participant_joined", "dialing", null, lifetime);
            case LEFT -> webhook(id, "participant_left", "hangup", course.disconnectReason, lifetime);
            case ROOM_FINISHED -> webhook(id, "room_finished", null, null, lifetime);
        }
    }

    private static LiveKitAnswer<SIPParticipantInfo> answer(Course course) {
        if (course.refusal == null) {
            return new LiveKitAnswer.Done<>(
                    SIPParticipantInfo.newBuilder().setSipCallId("SCL_1").build());
        }
        return course.refusal.equals("canceled")
                ? new LiveKitAnswer.Refused<>(408, "canceled", "sip request timed out", null, null)
                : new LiveKitAnswer.Refused<>(400, "x", "x", Integer.valueOf(course.refusal), "x");
    }

    private void webhook(UUID id, String event, String callStatus, String disconnectReason, String lifetime) {
        String participant = callStatus == null
                ? ""
                : """
                ,"participant":{"identity":"phone-%s","kind":"SIP","attributes":{"sip.callStatus":"%s"}%s}""".formatted(
                                id,
                                callStatus,
                                disconnectReason == null ? "" : ",\"disconnectReason\":\"" + disconnectReason + "\"");
        String body = """
                {"event":"%s","id":"%s-%s","room":{"sid":"RM_%s","name":"call-%s"}%s}""".formatted(event, lifetime, event, lifetime, id, participant);
        DATABASE.useTransaction(handle ->
                inbox.handle(new InboxMessage(1, "livekit", body.getBytes(StandardCharsets.UTF_8), Instant.now())));
    }

    private UUID dialled() {
        UUID id = UUID.randomUUID();
        sessions.begin(new NewSession(
                id,
                "owner",
                SessionRows.agent(DATABASE, "owner"),
                "call-" + id,
                Direction.OUTBOUND,
                new PhoneNumber("+14155550100"),
                "phone-" + id,
                null,
                CLOCK.instant()));
        book.order(id);
        book.claim(id, CallBook.HINT_LOST);
        assertThat(book.beginDialling(id, 1, CallBook.HINT_LOST)).isTrue();
        assertThat(book.beginDialling(id, 1, CallBook.HINT_LOST)).isFalse();
        return id;
    }
}
