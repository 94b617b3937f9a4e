package io.voxlynx.audit;

import java.time.Instant;

/**
 * An entry as it was written.
 *
 * @param address where the request came from; null for what no request caused, as the id is
 */
public record AuditRecord(long id, Instant at, AuditEntry entry, String address, String requestId) {}
