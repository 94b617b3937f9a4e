package io.voxlynx.usage;

/** What was used, in which unit it is counted; as the API and the database say it. */
public enum UsageType {
    /** Minutes of speech heard. */
    stt_minutes,
    /** Tokens read and written by a language model, together. */
    llm_tokens,
    /** Characters spoken. */
    tts_characters
}
