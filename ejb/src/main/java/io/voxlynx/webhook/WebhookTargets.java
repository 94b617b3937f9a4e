package io.voxlynx.webhook;

import io.voxlynx.shared.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Where the events of campaigns go. */
@ApplicationScoped
class WebhookTargets {

    /** Of the campaigns named c: their own, else their owner's default. */
    static final String URL = "coalesce(c.webhook_url, (select webhook_url from users where subject = c.owner_id))";

    @Inject
    Database database;

    /** Joins the caller's transaction: as of now. Empty if nobody wants to hear of events of this type. */
    Optional<String> of(UUID campaignId, String event) {
        return database.inStatement(handle -> handle.createQuery("select " + URL + """
                         from campaigns c
                        where id = :id
                            and (webhook_events is null or :event = any(string_to_array(webhook_events, ',')))""")
                .bind("id", campaignId)
                .bind("event", event)
                .mapTo(String.class)
                .findOne());
    }

    /** Whatever its types. */
    Optional<String> of(UUID campaignId) {
        return database.inStatement(handle -> handle.createQuery("select " + URL + " from campaigns c where id = :id")
                .bind("id", campaignId)
                .mapTo(String.class)
                .findOne());
    }
}
