package io.voxlynx.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * One campaign in full.
 *
 * @param assistantConfig JSON object
 * @param callsOnTheLine QUEUED, RINGING and IN_PROGRESS calls by status
 * @param asOf when this was read
 */
public record CampaignDetail(
        CampaignView view,
        String ownerId,
        String assistantConfig,
        CampaignWebhook webhook,
        Map<String, Integer> callsOnTheLine,
        Instant asOf) {

    /** Statuses without a call are left out. */
    public Map<String, Integer> callsByStatus() {
        CampaignCounters counters = view.counters();
        Map<String, Integer> calls = new TreeMap<>(callsOnTheLine);
        calls.put("ENDED", counters.ended());
        calls.put("FAILED", counters.failed());
        calls.put("CANCELED", counters.canceled());
        calls.put("TIMEOUT", counters.timedOut());
        calls.values().removeIf(count -> count == 0);
        return calls;
    }

    /** When the last call will be over if things go on as they have since the start; null where nothing says so. */
    public Instant estimatedCompletion() {
        int done = view.counters().completedCalls();
        int open = view.counters().totalContacts() - done;
        if (!view.status().dials() || view.startedAt() == null || done == 0) {
            return view.completedAt();
        }
        Duration sinceStart = Duration.between(view.startedAt(), asOf);
        return asOf.plusMillis(Math.round((double) sinceStart.toMillis() / done * open));
    }
}
