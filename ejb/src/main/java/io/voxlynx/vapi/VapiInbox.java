package io.voxlynx.vapi;

import io.voxlynx.call.Calls;
import io.voxlynx.inbox.Inbox;
import io.voxlynx.inbox.InboxHandler;
import io.voxlynx.inbox.InboxMessage;
import io.voxlynx.shared.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Takes Vapi's webhooks in, and applies them when their turn comes. */
@ApplicationScoped
public class VapiInbox implements InboxHandler {

    private static final String SOURCE = "vapi";

    /** A call is ours or not long before that: what became of an order is found out within minutes. */
    private static final Duration PATIENCE = Duration.ofDays(2);

    @Inject
    Database database;

    @Inject
    Inbox inbox;

    @Inject
    Calls calls;

    /**
     * What the provider is told.
     *
     * @param callId our call; null if none is known by that id yet
     * @param status updated, duplicate or unmatched
     */
    public record Receipt(UUID callId, String status) {}

    /**
     * Keeps a verified webhook; once this returns it cannot be lost.
     *
     * @param messageId the provider's own id of this event, null where it sends none
     */
    public Receipt receive(byte[] body, String messageId) {
        VapiWebhook webhook = VapiWebhook.read(body);
        String key = messageId == null ? webhook.dedupeKey() : "id|" + messageId;
        return database.inTransaction(handle -> {
            boolean isNew = inbox.accept(SOURCE, key, webhook.providerCallId(), body, webhook.freesALine());
            Optional<UUID> call = known(webhook).map(Calls.Known::callId);
            String status = !isNew ? "duplicate" : call.isPresent() ? "updated" : "unmatched";
            return new Receipt(call.orElse(null), status);
        });
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
        VapiWebhook webhook = VapiWebhook.read(message.body());
        if (webhook.providerCallId() == null) {
            return Outcome.REJECTED;
        }
        Optional<Calls.Known> call = known(webhook);
        if (call.isEmpty()) {
            return Outcome.UNMATCHED;
        }
        if (!call.get().accepted()) {
            // It has overtaken the answer to our order, or is all that is left of it.
            calls.accept(call.get().callId(), webhook.providerCallId(), message.receivedAt());
        }
        calls.apply(call.get().callId(), webhook.report(message.receivedAt()), message.id());
        return Outcome.APPLIED;
    }

    private Optional<Calls.Known> known(VapiWebhook webhook) {
        return webhook.providerCallId() == null
                ? Optional.empty()
                : calls.withProviderId(webhook.providerCallId(), webhook.attemptId());
    }
}
