package io.voxlynx.usage;

import com.github.f4b6a3.uuid.UuidCreator;
import io.voxlynx.event.DomainEvents;
import io.voxlynx.event.EventType;
import io.voxlynx.event.NewEvent;
import io.voxlynx.identity.Caller;
import io.voxlynx.session.Sessions;
import io.voxlynx.session.VoiceSession;
import io.voxlynx.shared.Conflict;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.Forbidden;
import io.voxlynx.shared.InvalidInput;
import io.voxlynx.shared.NotFound;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/** Takes down usage, once. */
@ApplicationScoped
public class UsageEvents {

    @Inject
    Database database;

    @Inject
    Sessions sessions;

    @Inject
    Rates rates;

    @Inject
    UsageRollup rollup;

    @Inject
    DomainEvents events;

    @Inject
    Clock clock;

    /**
     * Appends the event and adds it to the sums. What the caller sends a second time under the same key is not counted
     * again, at whatever time and however many do so at once.
     *
     * @param key the caller's own mark of this event; null for none
     * @return the event, of a repeat the first one
     * @throws Forbidden if somebody who acts for himself names another user
     * @throws NotFound if there is no such session, or it is another's
     * @throws InvalidInput if the session has another owner or agent, or the provider no rate
     * @throws Conflict if the caller sent something else under this key before
     */
    public UsageEvent record(NewUsageEvent order, Caller caller, IdempotencyKey key) {
        if (!caller.actsForOthers() && !caller.subject().equals(order.userId())) {
            throw new Forbidden("user_id must be your own");
        }
        return database.inTransaction(db -> {
            VoiceSession session = sessions.get(caller, order.sessionId());
            order.requireOf(session);
            Supplier<Optional<UsageEvent>> earlier = () -> earlier(db, caller, key, order);
            return earlier.get()
                    .or(() -> append(db, order, session, caller, key))
                    // Somebody else was faster with this key.
                    .or(earlier)
                    .orElseThrow(() -> new IllegalStateException("neither appended nor there"));
        });
    }

    private Optional<UsageEvent> append(
            Handle db, NewUsageEvent order, VoiceSession session, Caller caller, IdempotencyKey key) {
        UsageEvent event = new UsageEvent(
                UuidCreator.getTimeOrderedEpoch(),
                session.id(),
                session.ownerId(),
                session.agentId(),
                order.provider(),
                order.type(),
                order.data(),
                order.charge() == null ? rates.charge(order.provider(), order.data()) : order.charge(),
                clock.instant());
        if (!UsageRows.insert(db, event, caller.subject(), key)) {
            return Optional.empty();
        }
        rollup.add(db, event);
        events.record(NewEvent.of(EventType.USAGE_RECORDED, event.id(), event.ownerId())
                .with("sessionId", event.sessionId())
                .with("agentId", event.agentId())
                .with("provider", event.provider().value())
                .with("usage", event.type().name())
                .with("quantity", event.charge().quantity())
                .with("unitCost", event.charge().unitCost())
                .with("totalCost", event.charge().totalCost()));
        return Optional.of(event);
    }

    private static Optional<UsageEvent> earlier(Handle db, Caller caller, IdempotencyKey key, NewUsageEvent order) {
        if (key == null) {
            return Optional.empty();
        }
        Optional<UsageEvent> event = UsageRows.sentUnder(db, caller.subject(), key);
        if (event.isPresent() && !order.ledTo(event.get())) {
            throw new Conflict(
                    "This Idempotency-Key was used for another event",
                    Map.of("id", event.get().id().toString()));
        }
        return event;
    }
}
