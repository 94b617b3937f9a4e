package io.voxlynx.telephony;

import com.github.f4b6a3.uuid.UuidCreator;
import io.voxlynx.agent.AgentOnDuty;
import io.voxlynx.agent.AgentRoster;
import io.voxlynx.identity.Caller;
import io.voxlynx.outbox.Callbacks;
import io.voxlynx.session.Direction;
import io.voxlynx.session.NewSession;
import io.voxlynx.session.Sessions;
import io.voxlynx.session.VoiceSession;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.Forbidden;
import io.voxlynx.shared.NotFound;
import io.voxlynx.shared.PhoneNumber;
import io.voxlynx.shared.Queues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Calls that our agents make. */
@ApplicationScoped
public class OutboundCalls {

    @Inject
    Database database;

    @Inject
    AgentRoster agents;

    @Inject
    Sessions sessions;

    @Inject
    CallBook book;

    @Inject
    SipDials dials;

    @Inject
    CallEndings endings;

    @Inject
    Callbacks callbacks;

    @Inject
    Queues queues;

    @Inject
    Clock clock;

    /**
     * Orders a call. It is placed afterwards, on whichever node is free; nobody waits for it here.
     *
     * @param user whose agent it is to be; null for any that the caller may use
     * @param callbackUrl who is told of the call's states; null for nobody
     */
    public VoiceSession order(Caller caller, String user, UUID agentId, PhoneNumber number, String callbackUrl) {
        if (user != null && !caller.actsForOthers() && !user.equals(caller.subject())) {
            throw new Forbidden("x-user-id names somebody else");
        }
        dials.requireTrunk();
        if (callbackUrl != null) {
            callbacks.requireDeliverable("callback_url", callbackUrl);
        }
        return database.inTransaction(handle -> {
            AgentOnDuty agent = agents.find(agentId).orElseThrow(() -> new NotFound("Agent", agentId));
            if (!caller.mayServe(agent.ownerId())) {
                throw NotFound.anothers("Agent", agentId);
            }
            if (user != null && !user.equals(agent.ownerId())) {
                throw new NotFound("Agent", agentId);
            }
            UUID id = UuidCreator.getTimeOrderedEpoch();
            sessions.begin(new NewSession(
                    id,
                    agent.ownerId(),
                    agent.id(),
                    "call-" + id,
                    Direction.OUTBOUND,
                    number,
                    "phone-" + id,
                    callbackUrl,
                    clock.instant()));
            book.order(id);
            database.afterCommit(() -> queues.sessionCalls(List.of(id)));
            return sessions.find(id).orElseThrow();
        });
    }

    /** @throws NotFound if there is none, it is another's, or it is no call of ours */
    public VoiceSession get(Caller caller, UUID callId) {
        VoiceSession session = sessions.get(caller, callId);
        if (session.direction() != Direction.OUTBOUND) {
            throw new NotFound("Call", callId);
        }
        return session;
    }

    /** Hangs up, or stops the ringing. What is over already stays as it is. */
    public void end(Caller caller, UUID callId) {
        if (!get(caller, callId).isOver()) {
            endings.end(callId);
        }
    }
}
