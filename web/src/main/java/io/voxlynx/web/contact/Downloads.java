package io.voxlynx.web.contact;

import io.voxlynx.shared.LogLine;
import io.voxlynx.web.http.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * CSV that is streamed straight from the database. Each holds a connection, a snapshot and a thread for as long as its
 * reader likes, so a node streams only so many at once, and each has only so long; else a few readers who take a byte
 * now and then would hold all connections there are.
 */
@ApplicationScoped
class Downloads {

    static final long RETRY_SECONDS = 5;

    private static final String AT_ONCE = "voxlynx.export.at-once";
    private static final String MAX_SECONDS = "voxlynx.export.max-seconds";
    private static final int BUFFER = 1 << 16;

    private static final Logger LOG = Logger.getLogger(Downloads.class.getName());

    @Inject
    @ConfigProperty(name = AT_ONCE, defaultValue = "8")
    int atOnce;

    @Inject
    @ConfigProperty(name = MAX_SECONDS, defaultValue = "900")
    int maxSeconds;

    /** Nanoseconds of no clock that anybody sets. */
    LongSupplier ticker = System::nanoTime;

    private Semaphore places;

    @PostConstruct
    void open() {
        Settings.requirePositive(AT_ONCE, atOnce);
        Settings.requirePositive(MAX_SECONDS, maxSeconds);
        places = new Semaphore(atOnce);
    }

    /** Has it made with the application, so that a setting that is no number of them stops the start. */
    void begin(@Observes @Initialized(ApplicationScoped.class) Object start) {
        LOG.info(LogLine.of("Files that are streamed at once: %d, each for %d s at most", atOnce, maxSeconds));
    }

    /**
     * @param content writes the file
     * @throws ServiceUnavailableException if this node streams as many as it may
     */
    StreamingOutput of(Consumer<OutputStream> content) {
        if (places.availablePermits() == 0) {
            throw full();
        }
        return target -> stream(content, target);
    }

    /** Takes its place only here: nothing is written for HEAD, say, and its place would never be left. */
    private void stream(Consumer<OutputStream> content, OutputStream target) throws IOException {
        if (!places.tryAcquire()) {
            throw full();
        }
        try {
            TimedOutput timed = new TimedOutput(target, Duration.ofSeconds(maxSeconds), ticker);
            try {
                OutputStream buffered = new BufferedOutputStream(timed, BUFFER);
                content.accept(buffered);
                buffered.flush();
            } catch (IOException | RuntimeException e) {
                if (timed.breakOff(e)) {
                    LOG.warning(LogLine.of("A download was broken off: %s", e.getMessage()));
                }
                throw e;
            }
        } finally {
            places.release();
        }
    }

    private static ServiceUnavailableException full() {
        return new ServiceUnavailableException(RETRY_SECONDS);
    }
}
