package io.voxlynx.dispatch;

import com.github.f4b6a3.uuid.UuidCreator;
import io.voxlynx.call.CallCameAlive;
import io.voxlynx.call.CallEnded;
import io.voxlynx.campaign.CampaignEvents;
import io.voxlynx.campaign.CampaignMode;
import io.voxlynx.campaign.CampaignStatus;
import io.voxlynx.event.EventType;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.Queues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Handle;

/**
 * The lines of campaigns and of the provider: claims contacts onto free ones, frees them when calls end, fills them
 * again in the same transaction.
 */
@ApplicationScoped
public class Lines {

    static final String PROVIDER = "vapi";

    /** If the hint to launch a claimed call is lost, a sweeper gives another after this long. */
    private static final int HINT_LOST_SECONDS = 5;

    /** Has somebody to call and room of its own; one in batches not while its batch is ending. */
    private static final String COULD_CLAIM = """
            claimed_contacts < total_contacts and active_calls < cap
            and (mode = 'continuous' or active_calls = 0 or claimed_contacts % batch_size <> 0)""";

    @Inject
    Database database;

    @Inject
    Queues queues;

    @Inject
    CampaignEvents events;

    /** Lines at the provider over all campaigns and inbound calls. */
    @Inject
    @ConfigProperty(name = "voxlynx.vapi.max-concurrent-calls", defaultValue = "10")
    int providerCap;

    /** What a fill did, and the campaign as it left it. */
    public record Filled(UUID campaignId, int launched, int active, int cap, CampaignStatus status) {}

    /** Claims as many contacts as the caps allow; completes the campaign if there is nothing left to wait for. */
    public Optional<Filled> fill(UUID campaignId) {
        return fill(campaignId, 0);
    }

    /**
     * Takes back claims of a paused campaign that have come to nothing: while it stands still their lines are for others,
     * and its contacts are claimed anew when it goes on. From the last one on, since who is claimed is a number, up to
     * the first one who was or may have been called.
     */
    void giveBack(UUID campaignId) {
        database.useTransaction(handle -> {
            List<Claim> waiting = handle.createQuery("""
                            select id, contact_position from calls c
                            where campaign_id = ? and status = 'QUEUED' and launch_state = 'PENDING' and not lookup_first
                              and not exists (select from call_events e where e.call_id = c.id)
                            order by contact_position desc for update skip locked""")
                    .bind(0, campaignId)
                    .map((row, context) -> new Claim(row.getObject(1, UUID.class), row.getInt(2)))
                    .list();
            if (waiting.isEmpty()) {
                return;
            }
            Campaign campaign = lockCampaign(handle, campaignId);
            UUID[] last = IntStream.range(0, waiting.size())
                    .takeWhile(place -> waiting.get(place).position == campaign.claimed - place)
                    .mapToObj(place -> waiting.get(place).callId)
                    .toArray(UUID[]::new);
            if (campaign.status != CampaignStatus.PAUSED || last.length == 0) {
                return;
            }
            handle.execute("delete from calls where id = any(?)", (Object) last);
            handle.createUpdate("""
                            update campaigns set active_calls = active_calls - :n, claimed_contacts = claimed_contacts - :n
                            where id = :id""")
                    .bind("n", last.length)
                    .bind("id", campaignId)
                    .execute();
            moveLine(handle, -last.length);
            List<UUID> others = others(handle, campaignId, Integer.MAX_VALUE);
            database.afterCommit(() -> share(others, last.length));
        });
    }

    /** Each his share; and what is left then, to whoever can take it. */
    private void share(List<UUID> campaigns, int lines) {
        int left = lines;
        int taken;
        do {
            taken = campaigns.stream()
                    .flatMap(id -> fill(id).stream())
                    .mapToInt(Filled::launched)
                    .sum();
            left -= taken;
        } while (taken > 0 && left > 0);
    }

    void callEnded(@Observes CallEnded ended) {
        fill(ended.campaignId(), 1);
    }

    /** Rings, talks or is over: the campaign is under way. */
    void callCameAlive(@Observes CallCameAlive alive) {
        database.useTransaction(handle -> handle.createUpdate(
                        "update campaigns set status = 'RUNNING' where id = ? and status in ('QUEUED', 'DIALING')")
                .bind(0, alive.campaignId())
                .execute());
    }

    private Optional<Filled> fill(UUID campaignId, int freed) {
        return database.inTransaction(handle -> {
            Campaign campaign = lockCampaign(handle, campaignId);
            if (freed == 0 && !campaign.status.dials()) {
                return Optional.empty();
            }
            int active = campaign.active - freed;
            Provider provider = lockLine(handle, campaignId, active, freed);
            List<UUID> claimed = campaign.status.dials() ? claim(handle, campaign, active, provider) : List.of();
            CampaignStatus status = settle(handle, campaign, active, claimed.size(), freed);
            if (claimed.size() != freed) {
                moveLine(handle, claimed.size() - freed);
            }
            database.afterCommit(() -> queues.callLaunches(claimed));
            if (freed > claimed.size() || provider.left > 0) {
                inviteOthers(handle, campaignId, provider.left > 0);
            }
            return Optional.of(new Filled(campaignId, claimed.size(), active + claimed.size(), campaign.cap, status));
        });
    }

    /**
     * No stronger than an update locks it: whoever writes a call twice in a transaction holds the key of its campaign
     * through the foreign key, and two of those would wait for each other.
     */
    private static Campaign lockCampaign(Handle handle, UUID id) {
        return handle.createQuery("""
                        select id, status, mode, cap, batch_size, active_calls, claimed_contacts, total_contacts
                        from campaigns where id = ? for no key update""")
                .bind(0, id)
                .map((row, context) -> new Campaign(
                        row.getObject(1, UUID.class),
                        CampaignStatus.valueOf(row.getString(2)),
                        CampaignMode.valueOf(row.getString(3)),
                        row.getInt(4),
                        row.getInt(5),
                        row.getInt(6),
                        row.getInt(7),
                        row.getInt(8)))
                .one();
    }

    /**
     * Rivals are others that could claim and are below a fair share of the provider's lines. Whoever has freed a line
     * leaves one to others, if one of them has fewer than he has left, or none at all. So shares even out, and where
     * there are more campaigns than lines each has its turn.
     */
    private Provider lockLine(Handle handle, UUID campaignId, int active, int freed) {
        return handle.createQuery("""
                        select active_calls,
                            (select count(*) from campaigns
                             where status in ('QUEUED', 'DIALING', 'RUNNING') and id <> :id and %s
                               and active_calls < greatest(1, :lines / (select count(*) from campaigns
                                   where status in ('QUEUED', 'DIALING', 'RUNNING')
                                     and claimed_contacts < total_contacts))),
                            exists (select from campaigns
                             where status in ('QUEUED', 'DIALING', 'RUNNING') and id <> :id and %s
                               and active_calls < greatest(1, :active))
                        from provider_lines where provider = :provider for no key update""".formatted(COULD_CLAIM, COULD_CLAIM))
                .bind("id", campaignId)
                .bind("active", active)
                .bind("lines", providerCap)
                .bind("provider", PROVIDER)
                .map((row, context) ->
                        new Provider(row.getInt(1) - freed, row.getInt(2), freed > 0 && row.getBoolean(3) ? 1 : 0))
                .one();
    }

    private static void moveLine(Handle handle, int difference) {
        handle.createUpdate("update provider_lines set active_calls = active_calls + ? where provider = ?")
                .bind(0, difference)
                .bind(1, PROVIDER)
                .execute();
    }

    private List<UUID> claim(Handle handle, Campaign campaign, int active, Provider provider) {
        LineRoom room = new LineRoom(
                campaign.cap,
                active,
                campaign.total - campaign.claimed,
                providerCap,
                provider.active + provider.left,
                provider.rivals);
        int take = campaign.mode == CampaignMode.batch
                ? room.batch(campaign.claimed, campaign.batchSize)
                : room.continuous();
        if (take == 0) {
            return List.of();
        }
        UUID[] ids =
                Stream.generate(UuidCreator::getTimeOrderedEpoch).limit(take).toArray(UUID[]::new);
        // Contacts are numbered without gaps and the campaign's row is locked, so the next ones are simply the next
        // numbers. Should that number ever be wrong, those with a call are passed by, and the unique index has the last
        // word.
        List<UUID> claimed = handle.createQuery("""
                        insert into calls (id, campaign_id, contact_id, contact_position, status, launch_state,
                                           slot_held, queued_at, launch_after, due_at)
                        select t.id, k.campaign_id, k.id, k.position, 'QUEUED', 'PENDING', true,
                               clock_timestamp(), clock_timestamp(), clock_timestamp() + make_interval(secs => :lost)
                        from unnest(:ids) with ordinality as t (id, n)
                        join contacts k on k.campaign_id = :campaign and k.position = cast(:claimed + t.n as int)
                        where not exists (select 1 from calls c where c.contact_id = k.id and c.attempt = 1)
                        on conflict (contact_id, attempt) do nothing
                        returning id""")
                .bind("ids", ids)
                .bind("campaign", campaign.id)
                .bind("claimed", campaign.claimed)
                .bind("lost", HINT_LOST_SECONDS)
                .mapTo(UUID.class)
                .list();
        campaign.taken = take;
        return claimed;
    }

    private CampaignStatus settle(Handle handle, Campaign campaign, int active, int claimed, int freed) {
        boolean done =
                campaign.status.dials() && campaign.claimed + campaign.taken == campaign.total && active + claimed == 0;
        if (campaign.taken > 0 || claimed != freed || done) {
            handle.createUpdate("""
                            update campaigns set
                                active_calls = :active, claimed_contacts = :claimed,
                                status = case when :done then 'COMPLETED' else status end,
                                completed_at = case when :done then clock_timestamp() else completed_at end,
                                updated_at = case when :done then clock_timestamp() else updated_at end
                            where id = :id""")
                    .bind("active", active + claimed)
                    .bind("claimed", campaign.claimed + campaign.taken)
                    .bind("done", done)
                    .bind("id", campaign.id)
                    .execute();
        }
        if (done) {
            events.record(EventType.CAMPAIGN_COMPLETED, campaign.id);
        }
        return done ? CampaignStatus.COMPLETED : campaign.status;
    }

    /**
     * A line is free that this campaign did not take: another's turn, in a transaction of its own.
     *
     * @param couldTakeIt where no other does after all, whoever stood in the way having claimed his last contact
     *     meanwhile
     */
    private void inviteOthers(Handle handle, UUID campaignId, boolean couldTakeIt) {
        List<UUID> other = others(handle, campaignId, 1);
        database.afterCommit(() -> {
            int launched = other.stream()
                    .flatMap(id -> fill(id).stream())
                    .mapToInt(Filled::launched)
                    .sum();
            if (launched == 0 && couldTakeIt) {
                fill(campaignId);
            }
        });
    }

    /** Who could claim somebody, those with the fewest lines first. */
    private static List<UUID> others(Handle handle, UUID campaignId, int most) {
        return handle.createQuery("""
                        select id from campaigns
                        where status in ('QUEUED', 'DIALING', 'RUNNING') and id <> :id
                          and %s
                        order by active_calls, random() limit :most""".formatted(COULD_CLAIM))
                .bind("id", campaignId)
                .bind("most", most)
                .mapTo(UUID.class)
                .list();
    }

    private record Claim(UUID callId, int position) {}

    /**
     * @param active lines in use, without those that this fill has freed
     * @param left lines that are others' turn
     */
    private record Provider(int active, int rivals, int left) {}

    private static final class Campaign {
        final UUID id;
        final CampaignStatus status;
        final CampaignMode mode;
        final int cap;
        final int batchSize;
        final int active;
        final int claimed;
        final int total;
        /** Contacts passed by this fill. */
        int taken;

        Campaign(
                UUID id,
                CampaignStatus status,
                CampaignMode mode,
                int cap,
                int batchSize,
                int active,
                int claimed,
                int total) {
            this.id = id;
            this.status = status;
            this.mode = mode;
            this.cap = cap;
            this.batchSize = batchSize;
            this.active = active;
            this.claimed = claimed;
            this.total = total;
        }
    }
}
