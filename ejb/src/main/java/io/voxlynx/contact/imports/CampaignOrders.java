package io.voxlynx.contact.imports;

import io.voxlynx.assistant.PhoneNumbers;
import io.voxlynx.campaign.Campaign;
import io.voxlynx.campaign.CampaignMode;
import io.voxlynx.campaign.CampaignWebhook;
import io.voxlynx.campaign.Caps;
import io.voxlynx.campaign.NewCampaign;
import io.voxlynx.contact.PhoneNumberParser;
import io.voxlynx.outbox.Callbacks;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.InvalidInput;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes a campaign out of an order and a staged file; from then on its import is owed, whatever node dies. */
@ApplicationScoped
public class CampaignOrders {

    private static final int DEFAULT_CAP = 8;
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'Campaign of' uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    @Inject
    Validator validator;

    @Inject
    Database database;

    @Inject
    PhoneNumbers phoneNumbers;

    @Inject
    CampaignOpening opening;

    @Inject
    Callbacks callbacks;

    @Inject
    Clock clock;

    @Inject
    Caps caps;

    @Inject
    @ConfigProperty(name = "voxlynx.import.default-region", defaultValue = "US")
    String defaultRegion;

    /** Asks the database, the name servers and now and then the provider, so not to be called in a transaction. */
    public Campaign place(CampaignOrder order, String ownerId, UUID importId) {
        Set<ConstraintViolation<CampaignOrder>> violations = validator.validate(order);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
        int cap = order.cap() == null ? DEFAULT_CAP : order.cap();
        caps.check(cap);
        String region =
                PhoneNumberParser.region(isBlank(order.defaultRegion()) ? defaultRegion : order.defaultRegion());
        refuseUnusableAssistant(order.assistantId());
        if (!phoneNumbers.exists(order.phoneNumberId())) {
            throw InvalidInput.field(
                    "phoneNumberId", order.phoneNumberId(), "the id of a phone number at the provider");
        }
        CampaignWebhook webhook = webhook(order);
        NewCampaign campaign = new NewCampaign(
                ownerId,
                isBlank(order.name())
                        ? NAME.format(clock.instant())
                        : order.name().strip(),
                cap,
                order.mode() == null ? CampaignMode.continuous : order.mode(),
                order.assistantId(),
                order.phoneNumberId(),
                webhook);
        return opening.open(campaign, importId, region);
    }

    /** Takes back an order whose file turned out unusable while its sender was still waiting. */
    public void withdraw(UUID campaignId) {
        database.useTransaction(db -> {
            db.createUpdate("delete from imports where campaign_id = :id and state = 'FAILED'")
                    .bind("id", campaignId)
                    .execute();
            db.createUpdate("delete from campaigns where id = :id and import_status = 'FAILED'")
                    .bind("id", campaignId)
                    .execute();
        });
    }

    private CampaignWebhook webhook(CampaignOrder order) {
        CampaignWebhook webhook =
                CampaignWebhook.of(isBlank(order.webhookUrl()) ? null : order.webhookUrl(), order.webhookEvents());
        if (webhook.url() != null) {
            callbacks.requireDeliverable("webhookUrl", webhook.url());
        }
        return webhook;
    }

    private void refuseUnusableAssistant(UUID assistantId) {
        boolean active = database.inTransaction(
                db -> db.createQuery("select active from assistants where id = :id and deleted_at is null")
                        .bind("id", assistantId)
                        .mapTo(Boolean.class)
                        .findOne()
                        .orElseThrow(() -> InvalidInput.field(
                                "assistantId", assistantId, "the id of an assistant in the directory")));
        if (!active) {
            throw InvalidInput.field("assistantId", assistantId, "an active assistant");
        }
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
