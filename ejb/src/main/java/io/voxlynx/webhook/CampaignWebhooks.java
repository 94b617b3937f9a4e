package io.voxlynx.webhook;

import io.voxlynx.audit.AuditEntry;
import io.voxlynx.audit.AuditLog;
import io.voxlynx.campaign.CampaignWebhook;
import io.voxlynx.identity.Caller;
import io.voxlynx.identity.DefaultWebhooks;
import io.voxlynx.identity.Role;
import io.voxlynx.outbox.Callbacks;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.NotFound;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Who wants to hear of campaigns, as their owners and admins decide. What waits already goes where its campaign points
 * from now on; where it points nowhere any more, it is given up.
 */
@ApplicationScoped
public class CampaignWebhooks {

    private static final String FIELD = "webhookUrl";

    @Inject
    Database database;

    @Inject
    Callbacks callbacks;

    @Inject
    DefaultWebhooks defaults;

    @Inject
    AuditLog audit;

    /**
     * With it the receivers of this caller's campaigns verify what they get. Empty for an API key, which is to show no
     * more than it was given, and for those who have no campaigns.
     */
    public Optional<String> secretOf(Caller caller) {
        boolean mayHaveCampaigns = caller.isAdmin() || caller.roles().contains(Role.OPERATOR);
        return caller.apiKey() == null && mayHaveCampaigns
                ? Optional.of(callbacks.secretOf(caller.subject()))
                : Optional.empty();
    }

    /**
     * Asks the name servers, so not within a transaction.
     *
     * @param url empty: as it is; holding a blank: away with it
     * @param events empty: as they are; holding none: all
     * @throws io.voxlynx.shared.InvalidInput naming {@code webhookUrl} or {@code webhookEvents}
     */
    public WebhookChange checked(Optional<String> url, Optional<List<String>> events) {
        url.ifPresent(this::requireDeliverable);
        return new WebhookChange(url, events.map(CampaignWebhook::checked));
    }

    /** Joins the caller's transaction. */
    void change(UUID campaignId, WebhookChange change, Caller caller) {
        database.useTransaction(handle -> {
            hold(handle, campaignId, caller);
            change.url().ifPresent(wanted -> point(handle, campaignId, orNull(wanted), caller));
            change.events()
                    .ifPresent(wanted -> narrow(handle, campaignId, CampaignWebhook.writtenEvents(wanted), caller));
        });
    }

    /**
     * For those of his campaigns that have none of their own. Asks the name servers.
     *
     * @param url blank for none
     */
    public void changeDefault(UUID userId, String url, Caller admin) {
        requireDeliverable(url);
        database.useTransaction(handle -> {
            defaults.change(admin, userId, orNull(url), Callbacks.hostOf(orNull(url)));
            redirect(
                    handle,
                    "c.owner_id = (select subject from users where id = :id) and c.webhook_url is null",
                    userId);
        });
    }

    /** The caller's own. Asks the name servers. @param url blank for none */
    public void changeDefault(String url, Caller caller) {
        requireDeliverable(url);
        database.useTransaction(handle -> {
            defaults.changeOwn(caller, orNull(url), Callbacks.hostOf(orNull(url)));
            redirect(handle, "c.owner_id = :id and c.webhook_url is null", caller.subject());
        });
    }

    private void requireDeliverable(String url) {
        if (!url.isBlank()) {
            callbacks.requireDeliverable(FIELD, url);
        }
    }

    private static String orNull(String url) {
        return url.isBlank() ? null : url;
    }

    private static void hold(Handle handle, UUID campaignId, Caller caller) {
        String owner = handle.createQuery("select owner_id from campaigns where id = ? for no key update")
                .bind(0, campaignId)
                .mapTo(String.class)
                .findOne()
                .orElseThrow(() -> new NotFound("Campaign", campaignId));
        if (!caller.maySee(owner)) {
            throw NotFound.anothers("Campaign", campaignId);
        }
    }

    private void point(Handle handle, UUID campaignId, String url, Caller caller) {
        String before = handle.createQuery("select webhook_url from campaigns where id = ?")
                .bind(0, campaignId)
                .mapTo(String.class)
                .findOne()
                .orElse(null);
        if (Objects.equals(before, url)) {
            return;
        }
        set(handle, campaignId, "webhook_url", url);
        audit.changed(new AuditEntry(
                caller.subject(),
                caller.apiKey(),
                "campaign.webhook_changed",
                campaignId.toString(),
                Map.of("from", Callbacks.hostOf(before), "to", Callbacks.hostOf(url))));
        redirect(handle, "c.id = :id", campaignId);
    }

    private void narrow(Handle handle, UUID campaignId, String events, Caller caller) {
        set(handle, campaignId, "webhook_events", events);
        audit.changed(new AuditEntry(
                caller.subject(),
                caller.apiKey(),
                "campaign.webhook_events_changed",
                campaignId.toString(),
                Map.of("to", events == null ? "all" : events)));
    }

    /** @param column never a caller's word */
    private static void set(Handle handle, UUID campaignId, String column, String value) {
        handle.createUpdate("update campaigns set %s = :value, updated_at = clock_timestamp() where id = :id"
                        .formatted(column))
                .bind("value", value)
                .bind("id", campaignId)
                .execute();
    }

    /**
     * @param campaigns a condition on c; never a caller's word. Locked in the order in which those of a subject go out,
     *     as those do who deliver them.
     */
    private static void redirect(Handle handle, String campaigns, Object id) {
        handle.createUpdate("""
                        with targets as (select c.id, %s as url from campaigns c where %s),
                        waiting as (select w.id, t.url from callbacks w join targets t on t.id = w.campaign_id
                            where w.state = 'PENDING' and w.url is distinct from t.url
                            order by w.position for no key update of w)
                        update callbacks w set url = coalesce(t.url, w.url),
                            state = case when t.url is null then 'DEAD' else 'PENDING' end,
                            finished_at = case when t.url is null then clock_timestamp() end,
                            note = case when t.url is null then 'the webhook was taken away' else w.note end,
                            not_before = case when w.tries = 0 or w.note is not null
                                then least(w.not_before, clock_timestamp()) else w.not_before end
                        from waiting t where w.id = t.id""".formatted(WebhookTargets.URL, campaigns))
                .bind("id", id)
                .execute();
    }
}
