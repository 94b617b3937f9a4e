package io.voxlynx.webhook;

import io.voxlynx.audit.AuditEntry;
import io.voxlynx.audit.AuditLog;
import io.voxlynx.identity.Caller;
import io.voxlynx.outbox.CallbackFilter;
import io.voxlynx.outbox.CallbackLog;
import io.voxlynx.outbox.CallbackRecord;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.NotFound;
import io.voxlynx.shared.Timestamps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What was delivered and what was not, and once more. Owners see those of their campaigns, admins all callbacks. */
@ApplicationScoped
public class WebhookDeliveries {

    /** At once; whoever wants more asks again. */
    public static final int MOST_RESENT = 1_000;

    private static final String KIND = "Delivery";

    /** Begins anew, where its campaign points now; what belongs to none, or points nowhere, goes where it went. */
    private static final String RESEND = """
            update callbacks w set state = 'PENDING', tries = 0, note = null, due_at = null, finished_at = null,
                not_before = clock_timestamp(), give_up_at = clock_timestamp() + make_interval(hours => :hours),
                resent_at = clock_timestamp(), told_at = null,
                url = coalesce((select %s from campaigns c where c.id = w.campaign_id), url)
            """.formatted(WebhookTargets.URL);

    @Inject
    Database database;

    @Inject
    CallbackLog log;

    @Inject
    AuditLog audit;

    @Inject
    @ConfigProperty(name = "voxlynx.callback.give-up-hours", defaultValue = "24")
    int giveUpHours;

    /**
     * Newest first.
     *
     * @param filter without an owner: the caller is taken
     * @param before the id of the one to go on from; null for the newest
     */
    public List<CallbackRecord> list(CallbackFilter filter, UUID before, int limit, Caller caller) {
        requireVisible(filter.campaignId(), caller);
        return log.read(
                new CallbackFilter(
                        ownerOf(caller),
                        filter.state(),
                        filter.event(),
                        filter.campaignId(),
                        filter.subjectId(),
                        filter.host(),
                        filter.from(),
                        filter.until()),
                before,
                limit);
    }

    public CallbackRecord get(UUID id, Caller caller) {
        return log.find(id, ownerOf(caller))
                .orElseThrow(() -> log.exists(id) ? NotFound.anothers(KIND, id) : new NotFound(KIND, id));
    }

    /** JSON, as the receiver gets it. */
    public String body(UUID id, Caller caller) {
        return log.bodyOf(get(id, caller).id());
    }

    /** Delivered or given up: once more under the same id. Waiting: now. What is being sent is left alone. */
    public CallbackRecord resend(UUID id, Caller caller) {
        return database.inTransaction(handle -> {
            CallbackRecord present = get(id, caller);
            handle.createUpdate(RESEND + "where id = :id and state <> 'PENDING'")
                    .bind("hours", giveUpHours)
                    .bind("id", id)
                    .execute();
            handle.createUpdate("""
                            update callbacks set not_before = least(not_before, clock_timestamp())
                            where id = :id and state = 'PENDING' and (tries = 0 or note is not null)""").bind("id", id).execute();
            audit.changed(entry(caller, "webhook.resent", id.toString(), Map.of("host", present.host())));
            return get(id, caller);
        });
    }

    /**
     * Those that were given up, oldest first, {@link #MOST_RESENT} at most.
     *
     * @param campaignId null for any; then the host is named
     * @param host in lower case; null for any
     * @param from when they were ordered; null for any time
     * @return how many; fewer than at most if no more are left
     */
    public int resendDead(UUID campaignId, String host, Instant from, Caller caller) {
        requireVisible(campaignId, caller);
        String which = "state = 'DEAD'"
                + (caller.isAdmin() ? "" : " and owner_id = :owner")
                + (campaignId == null ? "" : " and campaign_id = :campaign")
                + (host == null ? "" : " and host = :host")
                + (from == null ? "" : " and created_at >= :from");
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("owner", ownerOf(caller));
        parameters.put("campaign", campaignId);
        parameters.put("host", host);
        parameters.put("from", Timestamps.of(from));
        parameters.values().removeIf(Objects::isNull);
        return database.inTransaction(handle -> {
            int resent = handle.createUpdate(RESEND + """
                            where id in (select id from callbacks where %s
                                order by created_at, position limit :most for no key update skip locked)""".formatted(which))
                    .bindMap(parameters)
                    .bind("hours", giveUpHours)
                    .bind("most", MOST_RESENT)
                    .execute();
            if (resent > 0) {
                Map<String, String> details = new HashMap<>();
                details.put("count", Integer.toString(resent));
                if (host != null) {
                    details.put("host", host);
                }
                audit.changed(
                        entry(caller, "webhook.resent", campaignId == null ? host : campaignId.toString(), details));
            }
            return resent;
        });
    }

    private static AuditEntry entry(Caller caller, String action, String target, Map<String, String> details) {
        return new AuditEntry(caller.subject(), caller.apiKey(), action, target, details);
    }

    private static String ownerOf(Caller caller) {
        return caller.isAdmin() ? null : caller.subject();
    }

    private void requireVisible(UUID campaignId, Caller caller) {
        if (campaignId == null) {
            return;
        }
        String owner = database.inStatement(handle -> handle.createQuery("select owner_id from campaigns where id = ?")
                .bind(0, campaignId)
                .mapTo(String.class)
                .findOne()
                .orElseThrow(() -> new NotFound("Campaign", campaignId)));
        if (!caller.maySee(owner)) {
            throw NotFound.anothers("Campaign", campaignId);
        }
    }
}
