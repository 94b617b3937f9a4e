package io.voxlynx.campaign;

import io.voxlynx.shared.Conflict;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;

/**
 * What the operator ordered, and its state. The counters of the same row belong to the engine's SQL and are not mapped;
 * dynamic updates keep the two from writing over each other, the row lock keeps them in order.
 */
@Entity
@Table(name = "campaigns")
@DynamicUpdate
public class Campaign {

    @Id
    private UUID id;

    @Column(name = "owner_id")
    private String ownerId;

    private String name;

    @Enumerated(EnumType.STRING)
    private CampaignStatus status;

    @Column(name = "status_reason")
    private String statusReason;

    @Enumerated(EnumType.STRING)
    private CampaignMode mode;

    private int cap;

    @Column(name = "batch_size")
    private int batchSize;

    @Column(name = "assistant_id")
    private UUID assistantId;

    @Column(name = "phone_number_id")
    private String phoneNumberId;

    @Enumerated(EnumType.STRING)
    @Column(name = "import_status")
    private ImportStatus importStatus;

    @Column(name = "total_contacts", insertable = false, updatable = false)
    private int totalContacts;

    @Column(name = "claimed_contacts", insertable = false, updatable = false)
    private int claimedContacts;

    @Column(name = "webhook_url", updatable = false)
    private String webhookUrl;

    @Column(name = "webhook_events", updatable = false)
    private String webhookEvents;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Column(name = "started_at")
    private Instant startedAt;

    @Column(name = "completed_at")
    private Instant completedAt;

    protected Campaign() {}

    public Campaign(UUID id, NewCampaign order, Instant now) {
        this.id = id;
        this.ownerId = order.ownerId();
        this.name = order.name();
        this.status = CampaignStatus.CREATED;
        this.mode = order.mode();
        this.cap = order.cap();
        this.batchSize = order.cap();
        this.assistantId = order.assistantId();
        this.phoneNumberId = order.phoneNumberId();
        this.importStatus = ImportStatus.PENDING;
        this.webhookUrl = order.webhook().url();
        this.webhookEvents = CampaignWebhook.writtenEvents(order.webhook().events());
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** Hands the campaign to the scheduler. */
    public void start(Instant now) {
        if (status != CampaignStatus.CREATED) {
            throw refused("started");
        }
        requireImported();
        moveTo(CampaignStatus.QUEUED, now);
        startedAt = now;
    }

    /** No further contact is claimed and no waiting call is launched; calls on the line go on. */
    public void pause(Instant now) {
        moveTo(CampaignStatus.PAUSED, now);
    }

    public void resume(Instant now) {
        if (status != CampaignStatus.PAUSED) {
            throw refused("resumed");
        }
        moveTo(claimedContacts > 0 ? CampaignStatus.RUNNING : CampaignStatus.QUEUED, now);
    }

    /** For good: contacts without a call stay without one; calls on the line end by themselves. */
    public void cancel(Instant now) {
        moveTo(CampaignStatus.CANCELED, now);
        completedAt = now;
    }

    /**
     * How many of its calls may be on the line at once from now on. Fewer hang nobody up. Batches keep their size.
     *
     * @param cap validated
     */
    public void limitTo(int cap, Instant now) {
        if (status.isTerminal()) {
            throw refused("changed");
        }
        this.cap = cap;
        updatedAt = now;
    }

    /** It can take contacts in. */
    void requireOpen() {
        if (status.isTerminal()) {
            throw refused("extended");
        }
        requireImported();
    }

    private void requireImported() {
        if (importStatus != ImportStatus.COMPLETED) {
            throw new Conflict(
                    "The contacts are not imported yet",
                    Map.of("status", status.name(), "importStatus", importStatus.name()));
        }
    }

    private void moveTo(CampaignStatus next, Instant now) {
        if (!status.canBecome(next)) {
            throw refused(next.name().toLowerCase(Locale.ROOT));
        }
        status = next;
        statusReason = null;
        updatedAt = now;
    }

    private Conflict refused(String move) {
        return new Conflict("A campaign that is " + status + " cannot be " + move, Map.of("status", status.name()));
    }

    public UUID id() {
        return id;
    }

    public String ownerId() {
        return ownerId;
    }

    public String name() {
        return name;
    }

    public CampaignStatus status() {
        return status;
    }

    public CampaignMode mode() {
        return mode;
    }

    public int cap() {
        return cap;
    }

    public int batchSize() {
        return batchSize;
    }

    public UUID assistantId() {
        return assistantId;
    }

    public String phoneNumberId() {
        return phoneNumberId;
    }

    public ImportStatus importStatus() {
        return importStatus;
    }

    /** Accepted contacts, as of when this was read. */
    public int totalContacts() {
        return totalContacts;
    }

    /** Contacts at positions up to this one have a call, as of when this was read. */
    public int claimedContacts() {
        return claimedContacts;
    }

    public Instant createdAt() {
        return createdAt;
    }
}
