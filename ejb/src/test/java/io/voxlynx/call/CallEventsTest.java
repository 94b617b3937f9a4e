package io.voxlynx.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.campaign.CampaignMode;
import io.voxlynx.contact.TestCampaigns;
import io.voxlynx.event.EventType;
import io.voxlynx.event.EventsForTests;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallEventsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final Database database = PostgresForTests.database();
    private final Calls calls = new CallsForTests(database).calls;
    private final UUID campaign =
            TestCampaigns.create(database, CampaignMode.continuous, 5).id();
    private final UUID call = claimed();

    @Test
    void eachMoveIsToldOfOnceAndInItsOrder() {
        calls.accept(call, "provider-" + call, NOW);
        calls.apply(call, report("ringing", CallStatus.RINGING, null), null);
        calls.apply(call, report("in-progress", CallStatus.IN_PROGRESS, null), null);
        calls.apply(call, report("ended", CallStatus.ENDED, "12.5"), null);

        assertThat(told()).containsExactly("call.launched", "call.answered", "call.ended");
        assertThat(fact(EventType.CALL_ENDED, "campaignId")).isEqualTo(campaign.toString());
        assertThat(fact(EventType.CALL_ENDED, "seconds")).isEqualTo("12.500");
        assertThat(fact(EventType.CALL_ENDED, "providerCallId")).isEqualTo("provider-" + call);
    }

    @Test
    void aWebhookThatComesFiveTimesAtOnceEndsTheCallOnce() {
        CompletableFuture.allOf(IntStream.range(0, 5)
                        .mapToObj(time -> CompletableFuture.runAsync(
                                () -> calls.apply(call, report("ended", CallStatus.ENDED, "12.5"), null)))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(told()).containsExactly("call.ended");
    }

    @Test
    void otherWebhooksOfTheSameEndEndItOnce() {
        calls.apply(call, report("status-update", CallStatus.ENDED, null), null);
        calls.apply(call, report("hang", null, null), null);
        calls.apply(call, report("second-status-update", CallStatus.FAILED, null), null);

        assertThat(told()).containsExactly("call.ended");
    }

    @Test
    void whatItCameToIsToldOfWhenItBecomesKnownAfterTheEnd() {
        calls.apply(call, report("status-update", CallStatus.ENDED, null), null);
        calls.apply(call, report("end-of-call-report", CallStatus.ENDED, "31"), null);

        assertThat(told()).containsExactly("call.ended", "call.reported");
        assertThat(fact(EventType.CALL_ENDED, "seconds")).isNull();
        assertThat(fact(EventType.CALL_REPORTED, "seconds")).isEqualTo("31.000");
    }

    @Test
    void whatTheProviderNeverHadFails() {
        calls.apply(
                call,
                CallReport.ours("launch-failed", CallStatus.FAILED, "provider-refused: +14155550100 is invalid", NOW),
                null);

        assertThat(told()).containsExactly("call.failed");
        assertThat(fact(EventType.CALL_FAILED, "reason")).isEqualTo("provider-refused: [number] is invalid");
    }

    private List<String> told() {
        return EventsForTests.of(database, call);
    }

    private String fact(EventType type, String name) {
        return EventsForTests.fact(database, call, type, name);
    }

    private static CallReport report(String kind, CallStatus status, String seconds) {
        return new CallReport(
                kind,
                status,
                kind,
                NOW,
                null,
                null,
                seconds == null ? null : new BigDecimal(seconds),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private UUID claimed() {
        UUID id = UUID.randomUUID();
        UUID contact = UUID.randomUUID();
        database.useTransaction(handle -> {
            handle.execute("""
                    insert into contacts (id, campaign_id, position, row_number, name, business_name, phone)
                    values (?, ?, 1, 2, 'Ada', '', '+12125550100')""", contact, campaign);
            handle.execute("""
                    insert into calls (id, campaign_id, contact_id, contact_position, status, launch_state, slot_held,
                        queued_at, launch_after)
                    values (?, ?, ?, 1, 'QUEUED', 'PENDING', true, clock_timestamp(), clock_timestamp())""", id, campaign, contact);
        });
        return id;
    }
}
