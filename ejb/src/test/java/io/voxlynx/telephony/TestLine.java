package io.voxlynx.telephony;

import io.voxlynx.agent.AgentOnDuty;
import io.voxlynx.agent.AgentRoster;
import io.voxlynx.inbox.Inbox;
import io.voxlynx.inbox.InboxHandler;
import io.voxlynx.inbox.InboxMessage;
import io.voxlynx.session.CallState;
import io.voxlynx.session.Direction;
import io.voxlynx.session.NewSession;
import io.voxlynx.session.SessionReport;
import io.voxlynx.session.SessionRows;
import io.voxlynx.session.Sessions;
import io.voxlynx.session.VoiceSession;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.PhoneNumber;
import io.voxlynx.shared.PostgresForTests;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import livekit.LivekitModels.ParticipantInfo;

/** Telephony on a real database with a LiveKit that has the rooms which a test opens, and one number that is an agent's. */
final class TestLine {

    static final String NUMBER = "+12125550100";

    final Database database = PostgresForTests.database();
    final Clock clock = Clock.systemUTC();
    final Sessions sessions = SessionRows.foldingSessions(database);
    final CallBook book = new CallBook();
    final TransferBook transferBook = new TransferBook();
    final CallReports reports = new CallReports();
    final CallEndings endings = new CallEndings();
    final TransferOutcomes transfers = new TransferOutcomes();
    final CallWatch watch = new CallWatch();
    final OpenRooms rooms = new OpenRooms();
    private final LiveKitInbox inbox = new LiveKitInbox();
    private final UUID agent = SessionRows.agent(database, "owner");

    TestLine() {
        LiveKitSettings settings = new LiveKitSettings();
        settings.ringingTimeoutSeconds = 60;
        settings.ringingSlackSeconds = 25;
        settings.ringingCheckSeconds = 4;
        settings.checkSeconds = 60;
        book.database = database;
        transferBook.database = database;
        reports.database = database;
        reports.sessions = sessions;
        reports.book = book;
        reports.clock = clock;
        endings.database = database;
        endings.book = book;
        endings.rooms = rooms;
        endings.reports = reports;
        endings.clock = clock;
        transfers.database = database;
        transfers.sessions = sessions;
        transfers.events = SessionRows.events(sessions);
        transfers.book = transferBook;
        transfers.calls = book;
        transfers.reports = reports;
        transfers.rooms = rooms;
        transfers.settings = settings;
        transfers.clock = clock;
        watch.database = database;
        watch.sessions = sessions;
        watch.book = book;
        watch.reports = reports;
        watch.endings = endings;
        watch.transfers = transfers;
        watch.rooms = rooms;
        watch.settings = settings;
        watch.clock = clock;
        RoomEvents events = new RoomEvents();
        events.sessions = sessions;
        events.book = book;
        events.reports = reports;
        events.settings = settings;
        inbox.database = database;
        inbox.sessions = sessions;
        inbox.book = book;
        inbox.reports = reports;
        inbox.events = events;
        inbox.settings = settings;
        inbox.agents = new AgentRoster() {
            @Override
            public Optional<AgentOnDuty> answering(PhoneNumber number) {
                return number.e164().equals(NUMBER)
                        ? Optional.of(new AgentOnDuty(agent, "owner", "Reception"))
                        : Optional.empty();
            }
        };
        inbox.inbox = new Inbox() {
            @Override
            public void wakeGroup(String groupKey) {
                // Nothing waits in these tests.
            }
        };
    }

    /** Whom LiveKit has in a room, and what it was told to do. */
    static final class OpenRooms extends Rooms {

        final List<ParticipantInfo> there = new ArrayList<>();
        final List<String> deleted = new ArrayList<>();
        final List<String> removed = new ArrayList<>();
        boolean refuses;
        String sid;

        @Override
        Optional<String> sid(String roomName) {
            return Optional.ofNullable(sid);
        }

        @Override
        List<ParticipantInfo> participants(String roomName) {
            return there;
        }

        @Override
        Optional<ParticipantInfo> participant(String roomName, String identity) {
            return there.stream()
                    .filter(one -> one.getIdentity().equals(identity))
                    .findFirst();
        }

        @Override
        LiveKitAnswer<Void> delete(String roomName) {
            return refuses ? refusal() : done(deleted, roomName);
        }

        @Override
        LiveKitAnswer<Void> remove(String roomName, String identity) {
            return refuses ? refusal() : done(removed, identity);
        }

        private static LiveKitAnswer<Void> done(List<String> orders, String name) {
            orders.add(name);
            return new LiveKitAnswer.Done<>(null);
        }

        private static LiveKitAnswer<Void> refusal() {
            return new LiveKitAnswer.Refused<>(500, "internal", "x", null, null);
        }
    }

    static ParticipantInfo phone(String identity, String callStatus) {
        return ParticipantInfo.newBuilder()
                .setIdentity(identity)
                .setKind(ParticipantInfo.Kind.SIP)
                .putAttributes("sip.callStatus", callStatus)
                .build();
    }

    /** Of whom nobody has told yet who the other side is. */
    UUID begunByTheWorker(String room) {
        return begin(room, Direction.INBOUND, null);
    }

    /** An outbound call in its conversation. */
    UUID conversation() {
        UUID id = ordered();
        reports.apply(id, SessionReport.once("answered", CallState.ANSWERED, null, clock.instant()), null);
        return id;
    }

    /** An outbound call that is to be dialled, by whoever takes the order first. */
    UUID ordered() {
        UUID id = begin(null, Direction.OUTBOUND, "phone");
        book.order(id);
        return id;
    }

    private UUID begin(String room, Direction direction, String identity) {
        UUID id = UUID.randomUUID();
        sessions.begin(new NewSession(
                id,
                "owner",
                agent,
                room == null ? "call-" + id : room,
                direction,
                new PhoneNumber("+14155550100"),
                identity,
                null,
                clock.instant()));
        return id;
    }

    /** @param ago since when the human's phone is to ring */
    TransferBook.Entry warmTransfer(UUID sessionId, Duration ago) {
        var transfer = new TransferBook.Entry(
                false,
                TransferType.WARM,
                "+14155550177",
                "transfer-" + sessionId + "-" + UUID.randomUUID(),
                clock.instant().minus(ago));
        transferBook.reserve(sessionId, transfer, Duration.ofSeconds(4));
        change(sessionId, "transfer_at = clock_timestamp() - make_interval(secs => " + ago.toSeconds() + ")");
        return transfer;
    }

    void change(UUID sessionId, String assignment) {
        database.useTransaction(
                handle -> handle.execute("update sessions set " + assignment + " where id = ?", sessionId));
    }

    boolean isDue(UUID sessionId) {
        return database.inTransaction(
                handle -> handle.createQuery("select due_at <= clock_timestamp() from sessions where id = ?")
                        .bind(0, sessionId)
                        .mapTo(Boolean.class)
                        .findOne()
                        .orElse(false));
    }

    boolean isLookedAtAgain(UUID sessionId) {
        return database.inTransaction(
                handle -> handle.createQuery("select due_at is not null from sessions where id = ?")
                        .bind(0, sessionId)
                        .mapTo(Boolean.class)
                        .one());
    }

    VoiceSession session(UUID sessionId) {
        return sessions.find(sessionId).orElseThrow();
    }

    CallBook.Entry entry(UUID sessionId) {
        return book.read(sessionId).orElseThrow();
    }

    long sessionsIn(String room) {
        return database.inTransaction(handle -> handle.createQuery("select count(*) from sessions where room_name = ?")
                .bind(0, room)
                .mapTo(Long.class)
                .one());
    }

    /** @param attributes more of them, as members of a JSON object */
    InboxHandler.Outcome webhook(String event, String room, String identity, String attributes) {
        String body = """
                {"event":"%s","id":"%s","room":{"sid":"RM_1","name":"%s"},"participant":{"identity":"%s","kind":"SIP",
                 "attributes":{"sip.trunkPhoneNumber":"%s","sip.phoneNumber":"+14155550123"%s}}}""".formatted(event, UUID.randomUUID(), room, identity, NUMBER, attributes);
        return database.inTransaction(handle ->
                inbox.handle(new InboxMessage(1, "livekit", body.getBytes(StandardCharsets.UTF_8), Instant.now())));
    }
}
