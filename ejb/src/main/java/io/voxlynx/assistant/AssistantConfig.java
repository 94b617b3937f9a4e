package io.voxlynx.assistant;

/**
 * How an assistant talks, in our words. Every part may be absent; the provider then uses its own default.
 *
 * @param model the language model, {@code gpt-4o}, or with its maker, {@code anthropic/claude-sonnet-4}
 * @param systemPrompt what it is told to do
 * @param firstMessage what it says when somebody answers
 */
public record AssistantConfig(String model, Voice voice, String systemPrompt, String firstMessage, Options options) {

    /** @param provider who speaks, {@code 11labs} */
    public record Voice(String provider, String voiceId) {

        Voice changedBy(Voice changes) {
            return new Voice(or(changes.provider, provider), or(changes.voiceId, voiceId));
        }
    }

    public record Options(String endCallMessage, Boolean recordingEnabled) {

        Options changedBy(Options changes) {
            return new Options(
                    or(changes.endCallMessage, endCallMessage), or(changes.recordingEnabled, recordingEnabled));
        }
    }

    /** What the changes name replaces what was there; what they leave out stays. */
    public AssistantConfig changedBy(AssistantConfig changes) {
        return new AssistantConfig(
                or(changes.model, model),
                voice == null || changes.voice == null ? or(changes.voice, voice) : voice.changedBy(changes.voice),
                or(changes.systemPrompt, systemPrompt),
                or(changes.firstMessage, firstMessage),
                options == null || changes.options == null
                        ? or(changes.options, options)
                        : options.changedBy(changes.options));
    }

    private static <T> T or(T change, T present) {
        return change != null ? change : present;
    }
}
