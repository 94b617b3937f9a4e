package io.voxlynx.agent;

import io.voxlynx.shared.PhoneNumber;
import java.util.Optional;

/**
 * What its owner says of an agent.
 *
 * @param systemPrompt what it is told to do
 * @param sttProvider who hears for it
 * @param llmProvider who thinks for it
 * @param ttsProvider who speaks for it
 * @param phoneNumber inbound calls to it are this agent's
 */
public record AgentProfile(
        String name,
        String systemPrompt,
        String sttProvider,
        String llmProvider,
        String ttsProvider,
        Optional<PhoneNumber> phoneNumber,
        Optional<AgentConfig> config) {}
