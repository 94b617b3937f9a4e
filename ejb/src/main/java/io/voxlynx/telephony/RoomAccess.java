package io.voxlynx.telephony;

import com.github.f4b6a3.uuid.UuidCreator;
import io.voxlynx.agent.AgentOnDuty;
import io.voxlynx.agent.AgentRoster;
import io.voxlynx.identity.Caller;
import io.voxlynx.inbox.Inbox;
import io.voxlynx.session.NewSession;
import io.voxlynx.session.SessionStatus;
import io.voxlynx.session.Sessions;
import io.voxlynx.session.VoiceSession;
import io.voxlynx.shared.Conflict;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.NotFound;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Lets people talk to agents over the web. */
@ApplicationScoped
public class RoomAccess {

    /** LiveKit bears with tokens that have just expired, and whoever used his in the last moment is still on his way. */
    private static final Duration ON_HIS_WAY = Duration.ofSeconds(15);

    @Inject
    Database database;

    @Inject
    AgentRoster agents;

    @Inject
    Sessions sessions;

    @Inject
    CallBook book;

    @Inject
    Inbox inbox;

    @Inject
    Rooms rooms;

    @Inject
    LiveKitTokens tokens;

    @Inject
    LiveKitSettings settings;

    @Inject
    Clock clock;

    /**
     * A token that lets the caller into the room, where the agent comes as well. Begins a session, unless his session
     * with this agent lives there already.
     *
     * @throws NotFound if the agent is not there or not his, or the room is somebody else's
     * @throws Conflict if he talks to another agent in that room
     */
    public String admit(Caller caller, UUID agentId, String roomName) {
        VoiceSession session = database.inTransaction(handle -> {
            AgentOnDuty agent = agents.find(agentId).orElseThrow(() -> new NotFound("Agent", agentId));
            if (!caller.maySee(agent.ownerId())) {
                throw NotFound.anothers("Agent", agentId);
            }
            requireNobodyElses(roomName, caller);
            VoiceSession living = living(roomName).orElseGet(() -> begin(agent, roomName));
            requireSame(living, agent);
            if (living.status() == SessionStatus.CREATED && living.direction() == null) {
                book.lookAgain(living.id(), settings.tokenTtl().plus(ON_HIS_WAY));
            }
            return living;
        });
        return tokens.forPerson(
                caller.subject(), roomName, rooms.agent(session.id(), session.agentId(), session.ownerId()));
    }

    /** Held until the transaction ends, so that it is not given up meanwhile because nobody joined. */
    private Optional<VoiceSession> living(String roomName) {
        return sessions.inRoom(roomName)
                .flatMap(session -> sessions.lock(session.id()))
                .filter(session -> !session.isOver());
    }

    private VoiceSession begin(AgentOnDuty agent, String roomName) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        NewSession session =
                new NewSession(id, agent.ownerId(), agent.id(), roomName, null, null, null, null, clock.instant());
        if (sessions.begin(session)) {
            inbox.wakeGroup(roomName);
            return sessions.find(id).orElseThrow();
        }
        // Another request was faster.
        return living(roomName).orElseThrow(() -> new Conflict("The room has just been closed", Map.of()));
    }

    /** Neither now nor before: whoever was let into it then may still be there, or come back. */
    private void requireNobodyElses(String roomName, Caller caller) {
        if (sessions.inRoom(roomName)
                .filter(session -> !caller.maySee(session.ownerId()))
                .isPresent()) {
            throw NotFound.anothers("Room", roomName);
        }
    }

    private static void requireSame(VoiceSession session, AgentOnDuty agent) {
        if (!session.agentId().equals(agent.id())) {
            throw new Conflict(
                    "Another agent talks in that room",
                    Map.of("agentId", session.agentId().toString()));
        }
    }
}
