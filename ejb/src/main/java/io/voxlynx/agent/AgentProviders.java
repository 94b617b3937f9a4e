package io.voxlynx.agent;

import io.voxlynx.shared.InvalidInput;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** With whose ears, minds and voices agents may be made here. Agents that exist already keep theirs. */
@ApplicationScoped
public class AgentProviders {

    @Inject
    @ConfigProperty(name = "voxlynx.agent.stt-providers", defaultValue = "deepgram,assemblyai,elevenlabs")
    List<String> stt;

    @Inject
    @ConfigProperty(name = "voxlynx.agent.llm-providers", defaultValue = "gemini")
    List<String> llm;

    @Inject
    @ConfigProperty(name = "voxlynx.agent.tts-providers", defaultValue = "resemble")
    List<String> tts;

    /** @throws InvalidInput naming the first one that is not among the configured ones */
    void require(AgentProfile profile) {
        require("sttProvider", profile.sttProvider(), stt);
        require("llmProvider", profile.llmProvider(), llm);
        require("ttsProvider", profile.ttsProvider(), tts);
    }

    private static void require(String field, String provider, List<String> allowed) {
        if (!allowed.contains(provider)) {
            throw InvalidInput.field(field, provider, "one of " + String.join(", ", allowed));
        }
    }
}
