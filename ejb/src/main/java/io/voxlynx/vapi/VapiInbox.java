package io.voxlynx.vapi;

import io.voxlynx.call.Calls;
import io.voxlynx.inbox.Inbox;
import io.voxlynx.inbox.InboxHandler;
import io.voxlynx.inbox.InboxMessage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Takes Vapi's webhooks in, and applies them when their turn comes. */
@ApplicationScoped
public class VapiInbox implements InboxHandler {

    private static final String SOURCE = "vapi";

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
        boolean isNew = inbox.accept(SOURCE, key, webhook.providerCallId(), body);
        Optional<UUID> call = known(webhook);
        String status = !isNew ? "duplicate" : call.isPresent() ? "updated" : "unmatched";
        return new Receipt(call.orElse(null), status);
    }

    @Override
    public String source() {
        return SOURCE;
    }

    @Override
    public Outcome handle(InboxMessage message) {
        VapiWebhook webhook = VapiWebhook.read(message.body());
        if (webhook.providerCallId() == null) {
            return Outcome.REJECTED;
        }
        Optional<UUID> call = known(webhook);
        if (call.isEmpty()) {
            return Outcome.UNMATCHED;
        }
        // It may have overtaken the answer to our order, or be all that is left of it.
        calls.accept(call.get(), webhook.providerCallId(), message.receivedAt());
        calls.apply(call.get(), webhook.report(message.receivedAt()), message.id());
        return Outcome.APPLIED;
    }

    private Optional<UUID> known(VapiWebhook webhook) {
        return webhook.providerCallId() == null
                ? Optional.empty()
                : calls.withProviderId(webhook.providerCallId(), webhook.attemptId());
    }
}
