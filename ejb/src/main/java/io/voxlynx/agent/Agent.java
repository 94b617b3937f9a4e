package io.voxlynx.agent;

import io.voxlynx.shared.PhoneNumber;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A voice agent. Deleted ones talk no more and stay readable for the sessions that name them. */
@Entity
@Table(name = "agents")
public class Agent {

    @Id
    private UUID id;

    @Column(name = "owner_id")
    private String ownerId;

    private String name;

    @Column(name = "system_prompt")
    private String systemPrompt;

    @Column(name = "stt_provider")
    private String sttProvider;

    @Column(name = "llm_provider")
    private String llmProvider;

    @Column(name = "tts_provider")
    private String ttsProvider;

    @Column(name = "phone_number")
    private String phoneNumber;

    private String config;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Column(name = "deleted_at")
    private Instant deletedAt;

    protected Agent() {}

    /** @param ownerId whose agent it is, and whose sessions it will hold */
    static Agent of(UUID id, String ownerId, AgentProfile profile, Instant now) {
        Agent agent = new Agent();
        agent.id = id;
        agent.ownerId = ownerId;
        agent.createdAt = now;
        agent.become(profile, now);
        return agent;
    }

    /** Becomes what the profile says, whole: what it leaves out is gone. */
    void become(AgentProfile profile, Instant now) {
        name = profile.name();
        systemPrompt = profile.systemPrompt();
        sttProvider = profile.sttProvider();
        llmProvider = profile.llmProvider();
        ttsProvider = profile.ttsProvider();
        phoneNumber = profile.phoneNumber().map(PhoneNumber::e164).orElse(null);
        config = profile.config().map(AgentConfig::json).orElse(null);
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

    public String ownerId() {
        return ownerId;
    }

    public AgentProfile profile() {
        return new AgentProfile(
                name,
                systemPrompt,
                sttProvider,
                llmProvider,
                ttsProvider,
                Optional.ofNullable(phoneNumber).map(PhoneNumber::new),
                Optional.ofNullable(config).map(AgentConfig::new));
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }
}
