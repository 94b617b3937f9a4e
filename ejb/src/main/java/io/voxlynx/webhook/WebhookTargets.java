package io.voxlynx.webhook;

import io.voxlynx.outbox.CampaignReceivers;
import io.voxlynx.shared.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Where the events of campaigns go. A URL is null where nobody listens. */
@ApplicationScoped
class WebhookTargets implements CampaignReceivers {

    /** Of the campaigns named c: their own, else their owner's default. */
    static final String URL = "coalesce(c.webhook_url, (select webhook_url from users where subject = c.owner_id))";

    /** For {@code :event} of {@code :campaign}, as of now; null if nobody wants to hear of events of this type. */
    static final String OF_EVENT = "(select " + URL + """
             from campaigns c
            where id = cast(:campaign as uuid)
                and (webhook_events is null or :event = any(string_to_array(webhook_events, ','))))""";

    @Inject
    Database database;

    /** Whatever the type of the event. */
    @Override
    public Optional<String> of(UUID campaignId) {
        return database.inStatement(handle -> handle.createQuery("select " + URL + " from campaigns c where id = :id")
                .bind("id", campaignId)
                .mapTo(String.class)
                .findOne());
    }
}
