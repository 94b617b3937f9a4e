package io.voxlynx.session;

import io.voxlynx.shared.ExponentialBackOff;
import io.voxlynx.shared.LogLine;
import io.voxlynx.shared.Queues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Has sessions analysed after their end. The try is counted and committed before the analyst is asked; whoever dies in
 * between leaves a row that comes due again. Nothing here touches the session.
 */
@ApplicationScoped
class AnalysisRun {

    private static final Logger LOG = Logger.getLogger(AnalysisRun.class.getName());

    /** What an analyst gets to read; of a longer conversation its end. */
    private static final int CHARACTERS = 100_000;

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    @Inject
    AnalysisBook book;

    @Inject
    SessionAnalyst analyst;

    @Inject
    Queues queues;

    /** So that the last words arrive, which the agents' worker sends after the end. */
    @Inject
    @ConfigProperty(name = "voxlynx.analysis.delay-seconds", defaultValue = "5")
    int delaySeconds;

    @Inject
    @ConfigProperty(name = "voxlynx.analysis.max-tries", defaultValue = "5")
    int maxTries;

    @Inject
    @ConfigProperty(name = "voxlynx.analysis.first-retry-millis", defaultValue = "15000")
    long firstRetryMillis;

    /** Longer than a try can take: after it, whoever made it counts as dead. */
    @Inject
    @ConfigProperty(name = "voxlynx.analysis.lease-seconds", defaultValue = "120")
    int leaseSeconds;

    /** Whether anything was said shows later: words may be on their way in a transaction of their own. */
    void ended(@Observes SessionEnded session) {
        if (analyst.isEngaged()) {
            book.order(session.sessionId(), delay());
        }
    }

    void said(@Observes TranscriptAdded words) {
        if (analyst.isEngaged()) {
            book.orderAgain(words.sessionId(), delay());
        }
    }

    /** Tells workers of what is due. */
    void sweep(int limit) {
        queues.sessionAnalyses(book.due(limit));
    }

    /** Makes one try, if it is time for one. Harmless at any time, any number of times. */
    void advance(UUID sessionId) {
        book.take(sessionId, Duration.ofSeconds(leaseSeconds)).ifPresent(tries -> analyse(sessionId, tries));
    }

    private void analyse(UUID sessionId, int tries) {
        if (tries > maxTries) {
            book.givenUp(sessionId, tries, "no try came to an end", delay());
            return;
        }
        List<TranscriptEntry> words = book.words(sessionId, CHARACTERS);
        if (words.isEmpty()) {
            book.silent(sessionId, tries);
            return;
        }
        SessionAnalyst.Verdict verdict = analyst.analyse(words);
        if (verdict instanceof SessionAnalyst.Understood understood) {
            book.understood(sessionId, tries, understood.analysis(), delay());
        } else if (verdict instanceof SessionAnalyst.Failed failed) {
            failed(sessionId, tries, failed);
        }
    }

    private void failed(UUID sessionId, int tries, SessionAnalyst.Failed failed) {
        if (failed.mayGetBetter() && tries < maxTries) {
            ExponentialBackOff backOff = new ExponentialBackOff(Duration.ofMillis(firstRetryMillis), LONGEST_PAUSE);
            book.failed(sessionId, tries, failed.reason(), backOff.after(tries, failed.pause()));
        } else {
            LOG.warning(LogLine.of("No analysis of session %s after %d tries: %s", sessionId, tries, failed.reason()));
            book.givenUp(sessionId, tries, failed.reason(), delay());
        }
    }

    private Duration delay() {
        return Duration.ofSeconds(delaySeconds);
    }
}
