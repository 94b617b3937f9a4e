package io.voxlynx.session;

import com.github.f4b6a3.uuid.UuidCreator;
import io.voxlynx.agent.AgentOnDuty;
import io.voxlynx.agent.AgentRoster;
import io.voxlynx.identity.Caller;
import io.voxlynx.inbox.Inbox;
import io.voxlynx.shared.Conflict;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.InvalidInput;
import io.voxlynx.shared.NotFound;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/** What the agents' worker, and owners themselves, tell of sessions. Everything may be told twice. */
@ApplicationScoped
public class SessionService {

    @Inject
    Database database;

    @Inject
    Sessions sessions;

    @Inject
    AgentRoster agents;

    @Inject
    Inbox inbox;

    @Inject
    Clock clock;

    /**
     * Begins a session of the agent's owner, unless the agent talks in that room already: a webhook, or the token of a
     * participant, may have come first.
     *
     * @throws NotFound if the agent is not there, or is another's
     * @throws Conflict if another agent talks in that room
     */
    public Opening open(Caller caller, SessionOrder order) {
        return database.inTransaction(handle -> {
            AgentOnDuty agent = agents.find(order.agentId()).orElseThrow(() -> new NotFound("Agent", order.agentId()));
            if (!caller.mayServe(agent.ownerId())) {
                throw NotFound.anothers("Agent", order.agentId());
            }
            order.userId().filter(user -> !user.equals(agent.ownerId())).ifPresent(user -> {
                throw InvalidInput.field("user_id", user, "the agent's owner");
            });
            requireNobodyElses(order.roomName(), caller);
            UUID id = UuidCreator.getTimeOrderedEpoch();
            if (sessions.begin(new NewSession(
                    id,
                    agent.ownerId(),
                    agent.id(),
                    order.roomName(),
                    order.direction().orElse(null),
                    order.phoneNumber().orElse(null),
                    null,
                    null,
                    clock.instant()))) {
                inbox.wakeGroup(order.roomName());
                return new Opening(sessions.find(id).orElseThrow(), true);
            }
            return new Opening(talking(agent, order.roomName()), false);
        });
    }

    /** Neither now nor before: whoever was let into it then may still be there, or come back. */
    private void requireNobodyElses(String roomName, Caller caller) {
        if (sessions.inRoom(roomName)
                .filter(session -> !caller.mayServe(session.ownerId()))
                .isPresent()) {
            throw NotFound.anothers("Room", roomName);
        }
    }

    private VoiceSession talking(AgentOnDuty agent, String roomName) {
        VoiceSession present = sessions.inRoom(roomName)
                .filter(session -> !session.isOver())
                .orElseThrow(
                        () -> new Conflict("The room's last session has just ended", Map.of("room_name", roomName)));
        if (!present.agentId().equals(agent.id())) {
            throw new Conflict("Another agent talks in that room", Map.of("room_name", roomName));
        }
        return present;
    }

    /**
     * Moves a session to where the caller says it is.
     *
     * @throws NotFound if there is none, or it is another's
     * @throws Conflict if it is further already
     */
    public VoiceSession move(Caller caller, UUID sessionId, SessionMove move) {
        return database.inTransaction(handle -> {
            VoiceSession present = Sessions.visible(sessions.lock(sessionId), caller, sessionId);
            if (move.isDone(present)) {
                return present;
            }
            SessionReport report = move.of(present, clock.instant());
            if (move.saysAnswered() && sessions.waitsToBeDialled(sessionId)) {
                throw new Conflict("Nobody has been dialled yet", Map.of("call_status", CallState.RINGING.name()));
            }
            sessions.apply(sessionId, report, null);
            return sessions.find(sessionId).orElseThrow();
        });
    }

    /**
     * The conversation in that room is over; does nothing where it was already.
     *
     * @throws NotFound if nobody has ever talked there, or it was another's
     */
    public VoiceSession endRoom(Caller caller, String roomName) {
        return database.inTransaction(handle -> {
            VoiceSession found = inRoom(caller, roomName);
            VoiceSession present = sessions.lock(found.id()).orElseThrow();
            return present.isOver() ? present : move(caller, present.id(), SessionMove.end("ended_by_worker"));
        });
    }

    /**
     * The session that lives in that room, else the last one.
     *
     * @throws NotFound if nobody has ever talked there, or it was another's
     */
    public VoiceSession inRoom(Caller caller, String roomName) {
        return sessions.inRoom(caller, roomName)
                .orElseThrow(() -> sessions.inRoom(roomName).isPresent()
                        ? NotFound.anothers("Session of this room", roomName)
                        : new NotFound("Session of this room", roomName));
    }

    /** @param isNew false if the session was there already */
    public record Opening(VoiceSession session, boolean isNew) {}
}
