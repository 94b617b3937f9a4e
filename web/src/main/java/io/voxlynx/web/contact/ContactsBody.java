package io.voxlynx.web.contact;

import io.voxlynx.contact.CampaignContact;
import io.voxlynx.contact.ContactStatus;
import io.voxlynx.shared.Page;
import io.voxlynx.web.http.Pagination;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of contacts with their newest calls. */
public record ContactsBody(List<Contact> contacts, Pagination pagination, Summary summary) {

    static ContactsBody of(Page<CampaignContact> page) {
        return new ContactsBody(
                page.items().stream().map(Contact::of).toList(), Pagination.of(page), Summary.of(page.items()));
    }

    /** @param phone E.164 */
    public record Contact(UUID id, String name, String businessName, String phone, int batchIndex, Call call) {

        static Contact of(CampaignContact contact) {
            return new Contact(
                    contact.id(),
                    contact.name(),
                    contact.businessName(),
                    contact.phone(),
                    contact.batchIndex(),
                    contact.call() == null ? null : Call.of(contact.call()));
        }
    }

    /** @param cost US dollars; {@code duration} is in seconds */
    @Schema(name = "ContactCall")
    public record Call(
            UUID id,
            ContactStatus status,
            Instant startedAt,
            Instant endedAt,
            String endedReason,
            BigDecimal cost,
            String recordingUrl,
            Boolean successEvaluation,
            BigDecimal duration) {

        static Call of(CampaignContact.LastCall call) {
            return new Call(
                    call.id(),
                    call.status(),
                    call.startedAt(),
                    call.endedAt(),
                    call.endedReason(),
                    call.cost(),
                    call.recordingUrl(),
                    call.successEvaluation(),
                    call.duration());
        }
    }

    /** Counts the contacts shown. @param callsCompleted over, whatever became of them */
    @Schema(name = "ContactsSummary")
    public record Summary(int contactsShown, int callsCompleted, int callsActive, int callsPending) {

        static Summary of(List<CampaignContact> shown) {
            return new Summary(
                    shown.size(),
                    (int) shown.stream()
                            .filter(contact -> contact.status().isTerminal())
                            .count(),
                    (int) shown.stream()
                            .filter(contact -> contact.status().isActive())
                            .count(),
                    (int) shown.stream()
                            .filter(contact -> contact.status() == ContactStatus.PENDING)
                            .count());
        }
    }
}
