package io.voxlynx.webhook;

import io.voxlynx.audit.AuditForTests;
import io.voxlynx.campaign.CampaignMode;
import io.voxlynx.contact.TestCampaigns;
import io.voxlynx.event.DomainEvent;
import io.voxlynx.event.EventType;
import io.voxlynx.identity.Caller;
import io.voxlynx.identity.WebhooksOfUsers;
import io.voxlynx.outbox.CallbackFilter;
import io.voxlynx.outbox.CallbackRecord;
import io.voxlynx.outbox.OutboxForTests;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Campaigns, their owner and what they tell, over the tests' database. */
final class WebhooksForTests {

    static final Database DATABASE = PostgresForTests.database();
    static final Caller ADMIN = new Caller("admin-" + UUID.randomUUID(), Set.of("admin"));

    final Caller owner = new Caller("owner-" + UUID.randomUUID(), Set.of("operator"));
    final WebhookOrders events = new WebhookOrders();
    final CampaignWebhooks webhooks = new CampaignWebhooks();
    final WebhookDeliveries deliveries = new WebhookDeliveries();

    WebhooksForTests() {
        events.callbacks = OutboxForTests.callbacks();
        webhooks.database = DATABASE;
        webhooks.callbacks = OutboxForTests.callbacks();
        webhooks.audit = AuditForTests.log();
        webhooks.defaults = WebhooksOfUsers.defaults();
        deliveries.database = DATABASE;
        deliveries.log = OutboxForTests.log();
        deliveries.audit = AuditForTests.log();
        deliveries.giveUpHours = 24;
        DATABASE.useTransaction(db -> db.execute(
                "insert into users (id, issuer, subject) values (?, 'issuer', ?)", UUID.randomUUID(), owner.subject()));
    }

    /** Of the owner. */
    UUID campaign() {
        UUID id = TestCampaigns.create(DATABASE, CampaignMode.continuous, 1).id();
        DATABASE.useTransaction(
                db -> db.execute("update campaigns set owner_id = ? where id = ?", owner.subject(), id));
        return id;
    }

    void change(UUID campaign, Optional<String> url, Optional<List<String>> events, Caller caller) {
        webhooks.change(campaign, webhooks.checked(url, events), caller);
    }

    DomainEvent ofCampaign(EventType type, UUID campaign) {
        return event(type, campaign, JsonObject.EMPTY_JSON_OBJECT);
    }

    /** Of a call or an import. */
    DomainEvent within(EventType type, UUID subject, UUID campaign) {
        return event(
                type,
                subject,
                Json.createObjectBuilder()
                        .add("campaignId", campaign.toString())
                        .build());
    }

    private DomainEvent event(EventType type, UUID subject, JsonObject data) {
        return new DomainEvent(UUID.randomUUID(), type, subject, owner.subject(), data, Instant.now());
    }

    /** Newest first. */
    List<CallbackRecord> ordered(UUID campaign) {
        return deliveries.list(
                new CallbackFilter(null, null, null, campaign, null, null, null, null), null, 500, owner);
    }

    String urlOf(UUID delivery) {
        return DATABASE.inTransaction(db -> db.createQuery("select url from callbacks where id = ?")
                .bind(0, delivery)
                .mapTo(String.class)
                .one());
    }

    static void set(UUID delivery, String assignments) {
        DATABASE.useTransaction(
                db -> db.execute("update callbacks set %s where id = ?".formatted(assignments), delivery));
    }
}
