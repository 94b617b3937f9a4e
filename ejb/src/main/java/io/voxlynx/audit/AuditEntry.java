package io.voxlynx.audit;

import java.util.Map;
import java.util.UUID;

/**
 * Something to be remembered. Who asked from where, and in which request, {@link AuditLog} adds by itself.
 *
 * @param actor a subject; null for somebody who did not prove who he is
 * @param apiKey through which the actor came; null if with a token
 * @param action what happened, such as {@code user.revoked}
 * @param target whom or what it is about: an id, or method and path; may be null
 * @param details facts beside these: what was before, what is now, why it was refused. No secret, no phone number
 */
public record AuditEntry(String actor, UUID apiKey, String action, String target, Map<String, String> details) {

    public AuditEntry {
        details = Map.copyOf(details);
    }
}
