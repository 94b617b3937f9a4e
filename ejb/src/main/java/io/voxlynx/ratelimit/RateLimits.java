package io.voxlynx.ratelimit;

import io.voxlynx.shared.LogLine;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Counts requests, and says which are too many. Not to be called within a transaction. */
@ApplicationScoped
public class RateLimits {

    private static final Logger LOG = Logger.getLogger(RateLimits.class.getName());

    private final Map<RateClass, Integer> perMinute = new EnumMap<>(RateClass.class);

    @Resource(lookup = "java:jboss/datasources/VoxLynxDS")
    DataSource dataSource;

    @Inject
    Clock clock;

    private Buckets buckets;

    @Inject
    public RateLimits(
            @ConfigProperty(name = "voxlynx.rate-limit.general-per-minute", defaultValue = "100") int general,
            @ConfigProperty(name = "voxlynx.rate-limit.upload-per-minute", defaultValue = "10") int upload,
            @ConfigProperty(name = "voxlynx.rate-limit.export-per-minute", defaultValue = "5") int export,
            @ConfigProperty(name = "voxlynx.rate-limit.worker-per-minute", defaultValue = "6000") int worker,
            @ConfigProperty(name = "voxlynx.rate-limit.address-per-minute", defaultValue = "300") int address) {
        limit(RateClass.GENERAL, general);
        limit(RateClass.UPLOAD, upload);
        limit(RateClass.EXPORT, export);
        limit(RateClass.WORKER, worker);
        limit(RateClass.ADDRESS, address);
    }

    /** For the proxy of the container. */
    RateLimits() {}

    private void limit(RateClass of, int requests) {
        if (requests < 1) {
            throw new IllegalStateException("voxlynx.rate-limit.%s-per-minute is %d: it must be 1 or more"
                    .formatted(of.name().toLowerCase(Locale.ROOT), requests));
        }
        perMinute.put(of, requests);
    }

    @PostConstruct
    void open() {
        buckets = new Buckets(dataSource, clock);
    }

    /** Has it made with the application, so that a setting that is no limit stops the start and not a request. */
    void begin(@Observes @Initialized(ApplicationScoped.class) Object start) {
        LOG.info(LogLine.of("Requests that are let through a minute: %s", perMinute));
    }

    /**
     * Counts one request.
     *
     * @param who a subject, or an address
     */
    public Allowance take(RateClass of, String who) {
        return buckets.take(key(of, who));
    }

    /** Present if this node knows already that nothing is left; asks nobody, and counts nothing. */
    public Optional<Allowance> refusal(RateClass of, String who) {
        return buckets.refusal(key(of, who));
    }

    /** Buckets that nobody has used for so long that they are full. */
    int removeExpired() {
        return buckets.removeExpired();
    }

    private BucketKey key(RateClass of, String who) {
        return new BucketKey(of, perMinute.get(of), who);
    }
}
