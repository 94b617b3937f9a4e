package io.voxlynx.call;

import io.voxlynx.campaign.CampaignFigures;
import io.voxlynx.metrics.Metrics;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.LogLine;
import io.voxlynx.shared.Timestamps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Handle;

/** Folds reports into calls. */
@ApplicationScoped
public class Calls {

    private static final Logger LOG = Logger.getLogger(Calls.class.getName());

    @Inject
    Database database;

    @Inject
    CampaignFigures figures;

    @Inject
    CallEvents events;

    @Inject
    Event<CallAccepted> accepted;

    @Inject
    Event<CallEnded> ended;

    @Inject
    Event<CallCameAlive> cameAlive;

    /** A call without any event for this long is looked up at the provider. */
    @Inject
    @ConfigProperty(name = "voxlynx.call.silence-seconds", defaultValue = "600")
    int silenceSeconds;

    public Duration silence() {
        return Duration.ofSeconds(silenceSeconds);
    }

    /**
     * The call that the provider knows by this id.
     *
     * @param attemptId our id as the provider sent it along, which tells whose call it is before the provider's answer
     *     has told us its id; may be null
     */
    public Optional<Known> withProviderId(String providerCallId, UUID attemptId) {
        return database.inTransaction(handle -> handle.createQuery("""
                        select id, true from calls where provider_call_id = :provider
                        union all
                        select id, false from calls where id = cast(:attempt as uuid) and provider_call_id is null
                        limit 1""")
                .bind("provider", providerCallId)
                .bind("attempt", attemptId)
                .map((row, context) -> new Known(row.getObject(1, UUID.class), row.getBoolean(2)))
                .findOne());
    }

    /** @param accepted false if we did not know yet that the provider has it */
    public record Known(UUID callId, boolean accepted) {}

    /**
     * Records that the provider has the call, and under which id. An answer that comes after its call was found in
     * another way changes nothing. Of a call that has ended already, given up as never placed, it is noted all the same:
     * a phone did ring, and its end stands.
     *
     * @return true if this made the call known
     */
    public boolean accept(UUID callId, String providerCallId, Instant now) {
        return database.inTransaction(handle -> {
            Optional<Accepted> call = handle.createQuery("""
                            update calls set launch_state = 'ACCEPTED', provider_call_id = :provider, sender = null,
                                accepted_at = clock_timestamp(),
                                due_at = case when slot_held then clock_timestamp() + make_interval(secs => :silence) end
                            where id = :id and provider_call_id is null returning campaign_id, slot_held""")
                    .bind("id", callId)
                    .bind("provider", providerCallId)
                    .bind("silence", silenceSeconds)
                    .map((row, context) -> new Accepted(row.getObject(1, UUID.class), row.getBoolean(2)))
                    .findOne();
            call.ifPresent(known -> {
                if (!known.held()) {
                    LOG.warning(LogLine.of(
                            "Call %s had been given up, and yet the provider has it as %s", callId, providerCallId));
                }
                append(handle, callId, CallReport.ours("accepted", null, null, now), null);
                events.launched(callId);
                accepted.fire(new CallAccepted(callId, known.campaignId(), providerCallId));
            });
            if (call.isEmpty()) {
                noteASecondCall(handle, callId, providerCallId, now);
            }
            return call.isPresent();
        });
    }

    /** Must never happen, and if it does, somebody has to know: a phone that rang twice. */
    private void noteASecondCall(Handle handle, UUID callId, String providerCallId, Instant now) {
        handle.createQuery("select provider_call_id from calls where id = ? and provider_call_id <> ?")
                .bind(0, callId)
                .bind(1, providerCallId)
                .mapTo(String.class)
                .findOne()
                .ifPresent(first -> {
                    LOG.severe(LogLine.of(
                            "Call %s is at the provider twice: as %s and as %s", callId, first, providerCallId));
                    append(handle, callId, CallReport.repeatable("second-call", null, providerCallId, now), null);
                });
    }

    private record Accepted(UUID campaignId, boolean held) {}

    /**
     * Appends the report and moves the call if the report outranks its status; a repeat changes nothing.
     *
     * @param inboxId the webhook it came with, null where we made it ourselves
     * @return false if this report was known already
     */
    public boolean apply(UUID callId, CallReport report, Long inboxId) {
        return database.inTransaction(handle -> {
            Row before = lock(handle, callId);
            if (!append(handle, callId, report, inboxId)) {
                return false;
            }
            CallStatus after = before.status.after(report.status());
            // Asked while the call was on and told when it was over: the costs of then must not replace those of the
            // end.
            boolean overtaken = before.status.isTerminal()
                    && report.status() != null
                    && report.status().isActive();
            CallReport counted = overtaken ? report.withoutResults() : report;
            update(handle, callId, before, after, counted);
            events.moved(callId, before.status, after, counted);
            tell(callId, before, after, counted);
            return true;
        });
    }

    /** It is certain that it was never placed and never will be. Only for whoever has written that down. */
    public void fail(UUID callId, String reason, Instant now) {
        database.useTransaction(handle -> {
            apply(callId, CallReport.ours("launch-failed", CallStatus.FAILED, reason, now), null);
            database.afterCommit(() -> Metrics.launched(Metrics.Launch.FAILED));
        });
    }

    /** Appends a fact that changes nothing about the call. */
    public void note(UUID callId, CallReport report) {
        database.useTransaction(handle -> append(handle, callId, report, null));
    }

    private Row lock(Handle handle, UUID callId) {
        return handle.createQuery("""
                        select campaign_id, status, cost, duration_seconds, success_evaluation
                        from calls where id = ? for no key update""")
                .bind(0, callId)
                .map((row, context) -> new Row(
                        row.getObject(1, UUID.class),
                        CallStatus.valueOf(row.getString(2)),
                        row.getBigDecimal(3),
                        row.getBigDecimal(4),
                        row.getObject(5, Boolean.class)))
                .one();
    }

    private boolean append(Handle handle, UUID callId, CallReport report, Long inboxId) {
        return handle.createUpdate("""
                                insert into call_events (call_id, kind, status, dedupe_key, occurred_at, inbox_id, data)
                                values (:call, :kind, :status, :key, :at, :inbox, coalesce(cast(:data as jsonb), '{}'))
                                on conflict (call_id, dedupe_key) do nothing""")
                        .bind("call", callId)
                        .bind("kind", report.kind())
                        .bind(
                                "status",
                                report.status() == null ? null : report.status().name())
                        .bind("key", report.dedupeKey())
                        .bind("at", report.occurredAt())
                        .bind("inbox", inboxId)
                        .bind("data", report.data())
                        .execute()
                == 1;
    }

    private void update(Handle handle, UUID callId, Row before, CallStatus after, CallReport report) {
        boolean ends = after.isTerminal() && before.status.isActive();
        handle.createUpdate("""
                        update calls set
                            status = :status,
                            slot_held = :held,
                            last_event_at = clock_timestamp(),
                            due_at = case when :held then due_at end,
                            started_at = coalesce(started_at, :startedAt, case when :live then :at end),
                            ended_at = coalesce(ended_at, :endedAt, case when :ends then :at end),
                            ended_reason = coalesce(ended_reason, :reason),
                            cost = coalesce(:cost, cost),
                            duration_seconds = coalesce(:duration, duration_seconds),
                            recording_url = coalesce(:recording, recording_url),
                            transcript = coalesce(cast(:transcript as jsonb), transcript),
                            summary = coalesce(:summary, summary),
                            success_evaluation = coalesce(:success, success_evaluation)
                        where id = :id""")
                .bind("id", callId)
                .bind("status", after.name())
                .bind("held", after.isActive())
                .bind("live", report.status() == CallStatus.IN_PROGRESS)
                .bind("ends", ends)
                .bind("at", Timestamps.of(report.occurredAt()))
                .bind("startedAt", Timestamps.of(report.startedAt()))
                .bind("endedAt", Timestamps.of(report.endedAt()))
                .bind("reason", report.endedReason())
                .bind("cost", report.cost())
                .bind("duration", report.durationSeconds())
                .bind("recording", report.recordingUrl())
                .bind("transcript", report.transcript())
                .bind("summary", report.summary())
                .bind("success", report.successEvaluation())
                .execute();
    }

    private void tell(UUID callId, Row before, CallStatus after, CallReport report) {
        boolean ends = after.isTerminal() && before.status.isActive();
        figures.add(
                before.campaignId,
                new CampaignFigures.Change(
                        ends ? after.name() : null,
                        before.cost,
                        report.cost(),
                        before.duration,
                        report.durationSeconds(),
                        before.success,
                        report.successEvaluation()));
        if (before.status == CallStatus.QUEUED && after != CallStatus.QUEUED) {
            cameAlive.fire(new CallCameAlive(callId, before.campaignId));
        }
        if (ends) {
            ended.fire(new CallEnded(callId, before.campaignId, after));
        }
    }

    private record Row(UUID campaignId, CallStatus status, BigDecimal cost, BigDecimal duration, Boolean success) {}
}
