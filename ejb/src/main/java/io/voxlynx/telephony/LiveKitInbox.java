package io.voxlynx.telephony;

import com.github.f4b6a3.uuid.UuidCreator;
import io.voxlynx.agent.AgentOnDuty;
import io.voxlynx.agent.AgentRoster;
import io.voxlynx.inbox.Inbox;
import io.voxlynx.inbox.InboxHandler;
import io.voxlynx.inbox.InboxMessage;
import io.voxlynx.session.Direction;
import io.voxlynx.session.NewSession;
import io.voxlynx.session.Sessions;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.PhoneNumber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Takes LiveKit's webhooks in, and applies them when their turn comes. */
@ApplicationScoped
public class LiveKitInbox implements InboxHandler {

    private static final String SOURCE = "livekit";

    /** For a session in the event's room. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    @Inject
    Database database;

    @Inject
    Inbox inbox;

    @Inject
    AgentRoster agents;

    @Inject
    Sessions sessions;

    @Inject
    CallBook book;

    @Inject
    CallReports reports;

    @Inject
    RoomEvents events;

    @Inject
    LiveKitSettings settings;

    /**
     * Keeps a verified webhook; once this returns it cannot be lost.
     *
     * @return false if it was here before
     */
    public boolean receive(byte[] body) {
        LiveKitEvent event = LiveKitEvent.read(body);
        return inbox.accept(SOURCE, event.id(), event.room(), body, false);
    }

    @Override
    public String source() {
        return SOURCE;
    }

    @Override
    public Duration patience() {
        return PATIENCE;
    }

    @Override
    public Outcome handle(InboxMessage message) {
        LiveKitEvent event = LiveKitEvent.read(message.body());
        if (event.room().isEmpty()) {
            return Outcome.REJECTED;
        }
        Instant at = event.occurredAt(message.receivedAt());
        Optional<CallBook.Entry> session = book.inRoom(event.room(), event.roomSid(), event.isJoin())
                .flatMap(sessions::lock)
                .flatMap(locked -> book.read(locked.id()));
        if (event.isJoin()
                && event.isOfCaller()
                && session.filter(found -> !found.isOver()).isEmpty()) {
            return arrival(event, session, message, at);
        }
        if (session.isEmpty()) {
            return Outcome.UNMATCHED;
        }
        book.bindRoom(session.get().id(), event.roomSid(), event.isJoin());
        events.apply(session.get(), event, at, message.id());
        return Outcome.APPLIED;
    }

    /** A caller in a room where no session lives: a new call, unless it is one that we knew. */
    private Outcome arrival(LiveKitEvent event, Optional<CallBook.Entry> ended, InboxMessage message, Instant at) {
        if (book.isKnown(event.room(), event.sipCallId())) {
            ended.ifPresent(call -> events.apply(call, event, at, message.id()));
            return Outcome.APPLIED;
        }
        Optional<AgentOnDuty> agent = event.called().flatMap(agents::answering);
        if (agent.isEmpty()) {
            return Outcome.REJECTED;
        }
        answer(agent.get(), event, at, message);
        return Outcome.APPLIED;
    }

    private void answer(AgentOnDuty agent, LiveKitEvent event, Instant at, InboxMessage message) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        PhoneNumber caller = event.caller().orElse(null);
        boolean begun = sessions.begin(new NewSession(
                id, agent.ownerId(), agent.id(), event.room(), Direction.INBOUND, caller, event.identity(), null, at));
        if (!begun) {
            throw new IllegalStateException("A session began in this room at the same moment; it is tried again");
        }
        book.identify(id, event.identity(), event.sipCallId());
        book.bindRoom(id, event.roomSid(), true);
        if (event.callStatus().isBeforeAnswer()) {
            book.lookAgain(id, settings.ringingCheck());
        } else {
            reports.answered(id, event.sipCallId(), at, message.id());
        }
        inbox.wakeGroup(event.room());
    }
}
