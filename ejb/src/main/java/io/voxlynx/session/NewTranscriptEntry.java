package io.voxlynx.session;

import java.time.Instant;

/**
 * What one side said, as somebody reports it.
 *
 * @param key the same for every report of this entry, different for others of its session
 * @param spokenAt null for the moment of the report
 */
public record NewTranscriptEntry(String key, String speaker, String text, Instant spokenAt) {}
