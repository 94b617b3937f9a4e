package io.voxlynx.audit;

import java.time.Instant;

/**
 * Which entries to read; null in a component stands for any.
 *
 * @param actor a subject
 * @param target an id, or method and path
 * @param until exclusive
 */
public record AuditFilter(String actor, String action, String target, Instant from, Instant until) {}
