package io.voxlynx.contact.imports;

import java.util.UUID;

/**
 * The right to work on an import, and how far it had got when the right was won. @param worker names this run; another
 * run of the same node is another worker
 */
public record ImportLease(
        UUID importId, UUID campaignId, String worker, ImportState state, String defaultRegion, int rowsDone) {}
