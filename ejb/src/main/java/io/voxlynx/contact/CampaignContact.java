package io.voxlynx.contact;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * A contact as its campaign's screen shows it.
 *
 * @param batchIndex from 0; always 0 in continuous mode
 * @param call null while there is none
 */
public record CampaignContact(UUID id, String name, String businessName, String phone, int batchIndex, LastCall call) {

    public ContactStatus status() {
        return call == null ? ContactStatus.PENDING : call.status();
    }

    /** @param cost in US dollars; {@code duration} in seconds; both null until the provider has told */
    public record LastCall(
            UUID id,
            ContactStatus status,
            Instant startedAt,
            Instant endedAt,
            String endedReason,
            BigDecimal cost,
            String recordingUrl,
            Boolean successEvaluation,
            BigDecimal duration) {}
}
