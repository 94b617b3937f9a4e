package io.voxlynx.dispatch;

import io.voxlynx.campaign.CampaignRedirected;
import io.voxlynx.trace.Trace;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;

/**
 * What an owner's command means for the lines, at once instead of at the next tick or sweep. Only a hint: if it is
 * lost, those find the work.
 */
@ApplicationScoped
public class Redirections {

    @Resource
    ManagedExecutorService executor;

    @Inject
    Lines lines;

    @Inject
    Launches launches;

    void redirected(@Observes(during = TransactionPhase.AFTER_SUCCESS) CampaignRedirected event) {
        switch (event.status()) {
            case DIALING, RUNNING -> elsewhere(() -> lines.fill(event.campaignId()));
            case PAUSED -> elsewhere(() -> lines.giveBack(event.campaignId()));
            case CANCELED -> elsewhere(() -> launches.hintWaiting(event.campaignId()));
            default -> {
                // A start waits for the scheduler.
            }
        }
    }

    /** On another thread, in the trace of whoever commanded. */
    private void elsewhere(Runnable work) {
        String trace = Trace.parent().orElse(null);
        executor.execute(() -> Trace.follow("Redirection", trace, work));
    }
}
