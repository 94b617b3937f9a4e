package io.voxlynx.assistant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** An assistant in the directory. Deleted ones leave it and stay readable for the campaigns that name them. */
@Entity
@Table(name = "assistants")
public class Assistant {

    @Id
    private UUID id;

    @Column(name = "provider_assistant_id")
    private String providerAssistantId;

    private String name;

    @Enumerated(EnumType.STRING)
    private AssistantSource source;

    private boolean active;

    private boolean ephemeral;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "config_json")
    private AssistantConfig config;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Column(name = "deleted_at")
    private Instant deletedAt;

    protected Assistant() {}

    private Assistant(UUID id, ProviderAssistant atProvider, String name, AssistantSource source, Instant now) {
        this.id = id;
        this.providerAssistantId = atProvider.id();
        this.name = name;
        this.source = source;
        this.active = true;
        this.config = atProvider.config();
        this.createdAt = now;
        this.updatedAt = now;
    }

    static Assistant made(UUID id, ProviderAssistant atProvider, String name, Instant now) {
        return new Assistant(id, atProvider, name, AssistantSource.local, now);
    }

    static Assistant imported(UUID id, ProviderAssistant atProvider, String name, Instant now) {
        return new Assistant(id, atProvider, name, AssistantSource.imported, now);
    }

    /** Takes over what the provider has now; that it was imported counts, even if it was made here. */
    void importAgain(ProviderAssistant atProvider, Instant now) {
        source = AssistantSource.imported;
        config = atProvider.config();
        updatedAt = now;
    }

    void rename(String newName, Instant now) {
        name = newName;
        updatedAt = now;
    }

    void reconfigure(AssistantConfig changes, Instant now) {
        config = config.changedBy(changes);
        updatedAt = now;
    }

    /** An inactive one stays listed; campaigns can be neither created nor started with it. */
    void setActive(boolean mayCall, Instant now) {
        active = mayCall;
        updatedAt = now;
    }

    void delete(Instant now) {
        deletedAt = now;
        updatedAt = now;
    }

    public boolean isDeleted() {
        return deletedAt != null;
    }

    public UUID id() {
        return id;
    }

    public String providerAssistantId() {
        return providerAssistantId;
    }

    public String name() {
        return name;
    }

    public AssistantSource source() {
        return source;
    }

    public boolean isActive() {
        return active;
    }

    public boolean isEphemeral() {
        return ephemeral;
    }

    public AssistantConfig config() {
        return config;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }
}
