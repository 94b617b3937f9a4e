package io.voxlynx.dispatch;

import io.voxlynx.call.CallOrder;
import io.voxlynx.call.LaunchState;
import io.voxlynx.campaign.CampaignEvents;
import io.voxlynx.campaign.CampaignStatus;
import io.voxlynx.event.EventType;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.LogLine;
import io.voxlynx.shared.Timestamps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What is written down about a launch before and after each thing that can go wrong. One short transaction each. */
@ApplicationScoped
class LaunchBook {

    private static final Logger LOG = Logger.getLogger(LaunchBook.class.getName());

    private static final String THIS_TRY =
            "id = :id and launch_state = 'SENDING' and sendings = :number and sender = :sender";

    private static final Jsonb JSON = JsonbBuilder.create();

    /** Others find out about a sender and give his call up in about this time. */
    private static final Duration INSISTENCE = Duration.ofSeconds(20);

    private static final Duration INSISTENCE_PAUSE = Duration.ofMillis(100);

    @Inject
    Database database;

    @Inject
    CampaignEvents events;

    /**
     * A call as the launcher needs to see it.
     *
     * @param sendings how often it was about to be sent; tells the tries apart
     * @param quietSince since when nobody can be sending it any more; null while somebody may
     */
    record Entry(
            UUID id,
            UUID campaignId,
            LaunchState state,
            boolean active,
            boolean due,
            boolean breakerClosed,
            CampaignStatus campaignStatus,
            String phoneNumberId,
            String providerCallId,
            int sendings,
            Instant firstSendingAt,
            Instant sendingAt,
            Instant quietSince,
            Instant lastSeenAt,
            Instant now) {}

    Optional<Entry> read(UUID callId) {
        return database.inTransaction(handle -> handle.createQuery("""
                        select c.id, p.id, c.launch_state, c.slot_held, c.launch_after <= clock_timestamp(), b.open_until is null, p.status,
                               p.phone_number_id, c.provider_call_id, c.sendings, c.first_sending_at, c.sending_at,
                               case when c.sender is null then coalesce(c.quiet_since, c.sending_at) end,
                               greatest(c.accepted_at, c.last_event_at), clock_timestamp()
                        from calls c join campaigns p on p.id = c.campaign_id
                        join provider_breakers b on b.provider = :provider
                        where c.id = :id""")
                .bind("id", callId)
                .bind("provider", Lines.PROVIDER)
                .map((row, context) -> new Entry(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        LaunchState.valueOf(row.getString(3)),
                        row.getBoolean(4),
                        row.getBoolean(5),
                        row.getBoolean(6),
                        CampaignStatus.valueOf(row.getString(7)),
                        row.getString(8),
                        row.getString(9),
                        row.getInt(10),
                        Timestamps.read(row, 11),
                        Timestamps.read(row, 12),
                        Timestamps.read(row, 13),
                        Timestamps.read(row, 14),
                        row.getTimestamp(15).toInstant()))
                .findOne());
    }

    /**
     * An order that may leave now, and what its sender must know about the call.
     *
     * @param mayExist an earlier try ended in a way that does not exclude it: it has to be looked up before this one
     * @param sender the key of the lock that his process holds
     * @param number tells this try from every other of the same call
     */
    record Sending(
            CallOrder order,
            int tries,
            boolean mayExist,
            Instant firstSendingAt,
            long sender,
            int number,
            boolean breakerDisturbed) {

        UUID callId() {
            return order.attemptId();
        }
    }

    /**
     * Marks the call as being sent, for one sender only. Once this is committed the phone may ring, so nobody else
     * will ever send it; if the sender dies, the call is UNKNOWN as soon as his lock is free, and in any case after
     * {@code stale}.
     *
     * @param sender the key of the lock that his process holds
     * @param throughOpenBreaker true for the one launch that tries whether the provider is back
     */
    Optional<Sending> beginSending(UUID callId, long sender, Duration stale, boolean throughOpenBreaker) {
        return database.inTransaction(handle -> handle.createQuery("""
                        update calls c
                        set launch_state = 'SENDING', launch_tries = launch_tries + 1,
                            sender = :sender, sendings = sendings + 1, quiet_since = null,
                            sending_at = clock_timestamp(),
                            first_sending_at = coalesce(first_sending_at, clock_timestamp()),
                            due_at = clock_timestamp() + make_interval(secs => :stale)
                        from campaigns p, contacts k, assistants a, provider_breakers b
                        where c.id = :id and c.launch_state = 'PENDING' and c.slot_held
                          and c.launch_after <= clock_timestamp()
                          and p.id = c.campaign_id and p.status in ('QUEUED', 'DIALING', 'RUNNING')
                          and k.id = c.contact_id and a.id = p.assistant_id
                          and b.provider = :provider and (b.open_until is null or :through)
                        returning c.id, p.id, a.provider_assistant_id, p.phone_number_id, k.phone, k.name, k.variables,
                            c.launch_tries, c.lookup_first, c.first_sending_at, c.sendings, b.consecutive_failures > 0""")
                .bind("id", callId)
                .bind("sender", sender)
                .bind("provider", Lines.PROVIDER)
                .bind("stale", seconds(stale))
                .bind("through", throughOpenBreaker)
                .map((row, context) -> new Sending(
                        new CallOrder(
                                row.getObject(1, UUID.class),
                                row.getObject(2, UUID.class),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                variables(row.getString(7))),
                        row.getInt(8),
                        row.getBoolean(9),
                        row.getTimestamp(10).toInstant(),
                        sender,
                        row.getInt(11),
                        row.getBoolean(12)))
                .findOne());
    }

    /** The same try from now on. @return false if it is not this sender's any more */
    boolean beginAnew(Sending sending, Duration stale) {
        return database.inTransaction(handle -> handle.createUpdate("""
                                update calls set sending_at = clock_timestamp(),
                                    due_at = clock_timestamp() + make_interval(secs => :stale)
                                where %s""".formatted(THIS_TRY))
                        .bind("stale", seconds(stale))
                        .bind("id", sending.callId())
                        .bind("number", sending.number())
                        .bind("sender", sending.sender())
                        .execute()
                == 1);
    }

    /** By the database, whose clock goes on where a whole machine stood still; false as well if it cannot be asked. */
    boolean isStillBeingSent(Sending sending, Duration within) {
        try {
            return database.inStatement(handle -> handle.createQuery("""
                            select exists (select from calls
                                where sending_at > clock_timestamp() - make_interval(secs => :within) and %s)""".formatted(THIS_TRY))
                    .bind("id", sending.callId())
                    .bind("number", sending.number())
                    .bind("sender", sending.sender())
                    .bind("within", seconds(within))
                    .mapTo(Boolean.class)
                    .one());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, LogLine.of("Call %s is not sent: its row cannot be read", sending.callId()), e);
            return false;
        }
    }

    /**
     * Calls that this sender has not in hand any more, although he has not said what became of them.
     *
     * @param inHand asked within the transaction: what is begun after it is younger than it
     * @return how many
     */
    int disown(long sender, Supplier<UUID[]> inHand) {
        return database.inTransaction(handle -> {
            OffsetDateTime now = handle.createQuery("select clock_timestamp()")
                    .mapTo(OffsetDateTime.class)
                    .one();
            return handle.createUpdate("""
                            update calls set launch_state = 'UNKNOWN', sender = null, quiet_since = clock_timestamp(),
                                due_at = clock_timestamp()
                            where sender = :sender and launch_state in ('SENDING', 'UNKNOWN')
                              and sending_at < :now and id <> all(:inHand)""")
                    .bind("sender", sender)
                    .bind("now", now)
                    .bind("inHand", inHand.get())
                    .execute();
        });
    }

    /**
     * The calls whose sender's process is gone, because his lock is free, or stands still for longer than we care:
     * whatever he has not sent will never be. Those that nobody else has given up yet are UNKNOWN from now on.
     *
     * @return how many
     */
    int buryDeadSenders(Duration longestFreeze) {
        return database.inTransaction(handle ->
                handle.createUpdate("""
                        with senders as (select distinct sender from calls where sender is not null),
                             free as materialized (
                                 select sender from senders where pg_try_advisory_xact_lock_shared(sender)),
                             orphans as (
                                 select id from calls
                                 where sender is not null and launch_state in ('SENDING', 'UNKNOWN')
                                   and (sender in (select sender from free)
                                        or sending_at < clock_timestamp() - make_interval(secs => :freeze))
                                 for no key update skip locked)
                        update calls c set launch_state = 'UNKNOWN', sender = null,
                            quiet_since = clock_timestamp(), due_at = clock_timestamp()
                        from orphans o where c.id = o.id""").bind("freeze", seconds(longestFreeze)).execute());
    }

    /** Takes over a sent call whose sender has not come back in time. @return false if he has */
    boolean giveUpSending(UUID callId) {
        return database.inTransaction(
                handle -> handle.createUpdate("""
                                update calls set launch_state = 'UNKNOWN', due_at = clock_timestamp()
                                where id = ? and launch_state = 'SENDING' and due_at <= clock_timestamp()""").bind(0, callId).execute() == 1);
    }

    /** The sender's own word: the answer was lost. Keep the line, look the call up from now on. */
    boolean becomeUnknown(Sending sending, Duration firstLookup) {
        return reported(sending, """
                launch_state = 'UNKNOWN', quiet_since = clock_timestamp(),
                due_at = clock_timestamp() + make_interval(secs => :due)""", Map.of("due", seconds(firstLookup)));
    }

    /**
     * The sender's own word: sure that the call does not exist, it may be sent again after the pause. Nobody else knows,
     * and for others it will be a call that may exist and is never found; so the database is asked again and again, while
     * it is away, or after a pause of this machine in which all its connections died.
     *
     * @param tries that count from now on, of those that were made
     */
    boolean sendAgain(Sending sending, Duration pause, boolean mayExist, int tries) {
        long begun = System.nanoTime();
        while (true) {
            try {
                return putBack(sending, pause, mayExist, tries);
            } catch (RuntimeException e) {
                if (System.nanoTime() - begun > INSISTENCE.toNanos()) {
                    throw e;
                }
                pauseAfter(e);
            }
        }
    }

    private static void pauseAfter(RuntimeException failure) {
        try {
            TimeUnit.MILLISECONDS.sleep(INSISTENCE_PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    private boolean putBack(Sending sending, Duration pause, boolean mayExist, int tries) {
        return reported(sending, """
                launch_state = 'PENDING', lookup_first = :lookup, launch_tries = :tries,
                launch_after = clock_timestamp() + make_interval(secs => :pause),
                due_at = clock_timestamp() + make_interval(secs => :pause)""", Map.of("lookup", mayExist, "tries", tries, "pause", seconds(pause)));
    }

    /** The sender's own word: sure that the call does not exist and never will. */
    boolean refused(Sending sending) {
        return reported(sending, "launch_state = 'REFUSED'", Map.of());
    }

    /**
     * Also after others have given the call up, since nobody knows better than he; but about this try only.
     *
     * @return false if it has become known in another way, or has been released
     */
    private boolean reported(Sending sending, String change, Map<String, ?> values) {
        return database.inTransaction(handle -> handle.createUpdate("update calls set sender = null, " + change + """

                                where id = :id and sendings = :number
                                  and launch_state in ('SENDING', 'UNKNOWN')""")
                        .bind("id", sending.callId())
                        .bind("number", sending.number())
                        .bindMap(values)
                        .execute()
                == 1);
    }

    /**
     * It will not be sent. One that an earlier try may have brought to the provider is looked up like any other.
     *
     * @return true if it never left
     */
    boolean withdraw(UUID callId) {
        return database.inTransaction(handle -> handle.createQuery("""
                        update calls set
                            launch_state = case when lookup_first then 'UNKNOWN' else 'REFUSED' end,
                            quiet_since = case when lookup_first then clock_timestamp() else quiet_since end,
                            due_at = case when lookup_first then clock_timestamp() else due_at end
                        where id = ? and launch_state = 'PENDING' returning not lookup_first""")
                .bind(0, callId)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false));
    }

    /**
     * It has left no trace at the provider, and nobody can be sending it any more.
     *
     * @param sendings of the try that was looked for
     * @return false if more has become known meanwhile
     */
    boolean release(UUID callId, int sendings) {
        return database.inTransaction(handle ->
                handle.createUpdate("""
                                update calls set launch_state = 'REFUSED'
                                where id = ? and launch_state = 'UNKNOWN' and sender is null and sendings = ?""").bind(0, callId).bind(1, sendings).execute() == 1);
    }

    /** @return how many orders of this campaign the provider has refused in a row, this one included */
    int countRefusal(UUID campaignId) {
        return database.inTransaction(handle ->
                handle.createQuery("""
                        update campaigns set consecutive_refusals = consecutive_refusals + 1
                        where id = ? returning consecutive_refusals""").bind(0, campaignId).mapTo(Integer.class).one());
    }

    /** The campaign stands still for good: every order is refused, and the rest of its contacts is not to be burnt. */
    void failCampaign(UUID campaignId, String reason) {
        database.useTransaction(handle -> {
            boolean failed = handle.createUpdate("""
                            update campaigns set status = 'FAILED', status_reason = :reason,
                                completed_at = clock_timestamp(), updated_at = clock_timestamp()
                            where id = :id and status in ('QUEUED', 'DIALING', 'RUNNING', 'PAUSED')""")
                            .bind("reason", reason)
                            .bind("id", campaignId)
                            .execute()
                    == 1;
            if (failed) {
                events.record(EventType.CAMPAIGN_FAILED, campaignId);
            }
        });
    }

    /** The provider took an order of this campaign. */
    void firstAccepted(UUID campaignId) {
        database.useTransaction(
                handle -> handle.createUpdate("""
                        update campaigns set consecutive_refusals = 0,
                            status = case when status = 'QUEUED' then 'DIALING' else status end
                        where id = ? and (status = 'QUEUED' or consecutive_refusals > 0)""").bind(0, campaignId).execute());
    }

    List<UUID> waitingCalls(UUID campaignId) {
        return database.inTransaction(handle ->
                handle.createQuery("""
                        select id from calls
                        where campaign_id = ? and status = 'QUEUED' and launch_state = 'PENDING'""").bind(0, campaignId).mapTo(UUID.class).list());
    }

    /** Nobody else is told to look for the call meanwhile. @return false if it is not in this state any more */
    boolean beginLook(UUID callId, LaunchState state, Duration meanwhile) {
        return database.inTransaction(handle -> handle.createUpdate("""
                                update calls set due_at = clock_timestamp() + make_interval(secs => ?)
                                where id = ? and launch_state = ? and slot_held""")
                        .bind(0, seconds(meanwhile))
                        .bind(1, callId)
                        .bind(2, state.name())
                        .execute()
                == 1);
    }

    void lookAgain(UUID callId, Duration pause) {
        database.useTransaction(handle ->
                handle.createUpdate("""
                        update calls set due_at = clock_timestamp() + make_interval(secs => ?)
                        where id = ? and slot_held""").bind(0, seconds(pause)).bind(1, callId).execute());
    }

    /**
     * Calls that somebody must look at although nothing else has happened. Each is put off a little, so that the hint
     * has time to be followed before the next sweep gives another.
     */
    List<UUID> takeDue(int limit, Duration putOff, Duration silence) {
        return database.inTransaction(handle -> handle.createQuery("""
                        with due as (
                            select id, launch_state, greatest(accepted_at, last_event_at) as seen from calls
                            where due_at <= clock_timestamp() order by due_at limit :limit for update skip locked),
                        moved as (
                            update calls c set due_at = case
                                when d.launch_state = 'ACCEPTED'
                                     and d.seen > clock_timestamp() - make_interval(secs => :silence)
                                then d.seen + make_interval(secs => :silence)
                                -- A sender is given up by comparing this very time, so it stays.
                                when d.launch_state = 'SENDING' then c.due_at
                                else clock_timestamp() + make_interval(secs => :putOff) end
                            from due d where c.id = d.id and c.slot_held
                            returning c.id, d.launch_state, d.seen)
                        select id from moved
                        where launch_state <> 'ACCEPTED' or seen is null
                           or seen <= clock_timestamp() - make_interval(secs => :silence)""")
                .bind("limit", limit)
                .bind("putOff", seconds(putOff))
                .bind("silence", seconds(silence))
                .mapTo(UUID.class)
                .list());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> variables(String json) {
        return json == null ? Map.of() : JSON.fromJson(json, Map.class);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
