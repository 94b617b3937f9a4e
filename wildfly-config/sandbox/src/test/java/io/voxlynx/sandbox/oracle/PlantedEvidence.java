package io.voxlynx.sandbox.oracle;

import io.voxlynx.sandbox.oracle.Delivery.Event;
import io.voxlynx.sandbox.oracle.Evidence.CallRow;
import io.voxlynx.sandbox.oracle.Evidence.CampaignRow;
import io.voxlynx.sandbox.oracle.Evidence.Counters;
import io.voxlynx.sandbox.oracle.Evidence.EventRow;
import io.voxlynx.sandbox.oracle.Evidence.InboxRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A campaign of four calls, two at a time, with which everything is all right until a test plants something. */
final class PlantedEvidence {

    static final int CAP = 2;
    static final int PROVIDER_CAP = 3;
    static final BigDecimal COST = new BigDecimal("0.0500");

    private static final Instant BEGIN = Instant.parse("2026-11-21T10:00:00Z");
    private static final int CALLS = 4;
    private static final int LASTS = 10;

    final UUID campaign = UUID.randomUUID();
    final List<CallRow> calls = new ArrayList<>();
    final List<EventRow> events = new ArrayList<>();
    final List<InboxRow> inbox = new ArrayList<>();
    final List<Dial> dials = new ArrayList<>();
    final List<Dial> others = new ArrayList<>();
    final List<Dial> strangers = new ArrayList<>();
    final List<Delivery> deliveries = new ArrayList<>();
    final List<String> allowedChanges = new ArrayList<>();
    final CapHistory caps = new CapHistory();
    String status = "COMPLETED";
    boolean mayBeCanceled;
    long mayNotRing = Long.MAX_VALUE;
    long contacts = CALLS;
    long held;
    long leaked;
    Counters counters = new Counters(CALLS, 0, CALLS, 0, 0, 0, 0, CALLS, new BigDecimal("0.2"), 0, BigDecimal.ZERO);

    PlantedEvidence() {
        for (int n = 0; n < CALLS; n++) {
            int begins = n / CAP * LASTS;
            call(UUID.randomUUID(), begins);
        }
    }

    static Instant at(int seconds) {
        return BEGIN.plusSeconds(seconds);
    }

    /** A call that begins then, lasts ten seconds less one, and is told of as it should. */
    CallRow call(UUID contact, int begins) {
        String provider = "provider-" + calls.size();
        CallRow call = new CallRow(
                UUID.randomUUID(),
                contact,
                "+1" + contact,
                1,
                "ENDED",
                false,
                "ACCEPTED",
                provider,
                at(begins),
                COST,
                null,
                null);
        calls.add(call);
        dials.add(new Dial(call.id().toString(), provider, call.phone(), at(begins), at(begins + LASTS - 1)));
        webhook(call, "status-update", "ringing", "RINGING", begins + 1);
        webhook(call, "status-update", "ended", "ENDED", begins + LASTS);
        webhook(call, "end-of-call-report", null, "ENDED", begins + LASTS);
        return call;
    }

    private void webhook(CallRow call, String type, String status, String ours, int at) {
        Event event = new Event(call.providerCallId(), type, status, at(at).toEpochMilli());
        long id = inbox.size() + 1L;
        deliveries.add(new Delivery(event, "body-" + id, true));
        inbox.add(new InboxRow(id, event, "body-" + id, "APPLIED", false, status == null ? COST : null));
        events.add(new EventRow(events.size() + 1L, call.id(), ours, id, at(at)));
    }

    Evidence evidence() {
        return new Evidence(
                new CampaignRow(campaign, status, CAP, contacts, contacts, counters),
                held,
                leaked,
                allowedChanges,
                calls,
                events,
                inbox,
                dials,
                others,
                strangers,
                deliveries);
    }

    Trial trial() {
        return trial(0.5);
    }

    Trial trial(double leastUtilisation) {
        return new Trial(campaign, caps, PROVIDER_CAP, leastUtilisation, mayBeCanceled, mayNotRing);
    }

    List<Verdict> verdicts() {
        return Oracle.judge(trial(), evidence());
    }
}
