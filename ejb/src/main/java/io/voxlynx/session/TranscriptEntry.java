package io.voxlynx.session;

import java.time.Instant;

/** What one side said. @param speaker {@code user} or {@code agent}, or as the worker names them */
public record TranscriptEntry(String speaker, String text, Instant spokenAt) {}
