package io.voxlynx.audit;

import io.voxlynx.shared.LogLine;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Writes down who was refused what, by whichever way he came. The refusal stands whether or not that succeeds, and
 * whoever is refused without end fills no disk with it.
 */
@ApplicationScoped
public class Refusals {

    private static final Logger LOG = Logger.getLogger(Refusals.class.getName());

    // Those who are known apart from strangers, who can come from everywhere: however many they are, they hide nothing
    // of what the others do.
    private FloodGate known;
    private FloodGate strangers;
    private FloodGate limitedKnown;
    private FloodGate limitedStrangers;
    private final AtomicLong warnedInMinute = new AtomicLong();

    @Inject
    AuditLog audit;

    @Inject
    Clock clock;

    /** On this node; of one caller, or of one site as long as nobody has proved who he is. */
    @Inject
    @ConfigProperty(name = "voxlynx.audit.refusals-per-minute", defaultValue = "300")
    int mostOfOne;

    /** On this node; of all who have proved nothing. */
    @Inject
    @ConfigProperty(name = "voxlynx.audit.stranger-refusals-per-minute", defaultValue = "3000")
    int mostOfStrangers;

    @PostConstruct
    void begin() {
        known = new FloodGate(mostOfOne, Integer.MAX_VALUE);
        strangers = new FloodGate(mostOfOne, mostOfStrangers);
        limitedKnown = new FloodGate(1, Integer.MAX_VALUE);
        limitedStrangers = new FloodGate(1, mostOfStrangers);
    }

    /** Of somebody who has proved who he is. */
    public void ofKnown(String subject, Supplier<AuditEntry> entry) {
        record(known.lets(subject, clock.instant()), entry);
    }

    /** Of somebody who has not. @param site where he comes from */
    public void ofStranger(String site, Supplier<AuditEntry> entry) {
        record(strangers.lets(site, clock.instant()), entry);
    }

    /** Of somebody who comes too often: once a minute, since he will go on for a while. */
    public void ofLimited(String subject, Supplier<AuditEntry> entry) {
        if (limitedKnown.lets(subject, clock.instant())) {
            write(entry.get());
        }
    }

    /** The same of somebody who has proved nothing. */
    public void ofLimitedStranger(String site, Supplier<AuditEntry> entry) {
        if (limitedStrangers.lets(site, clock.instant())) {
            write(entry.get());
        }
    }

    private void record(boolean let, Supplier<AuditEntry> entry) {
        if (let) {
            write(entry.get());
        } else {
            warn();
        }
    }

    /** Once a minute: a flood of refusals is none of warnings. */
    private void warn() {
        long minute = clock.instant().getEpochSecond() / 60;
        if (warnedInMinute.getAndSet(minute) != minute) {
            LOG.warning("More refusals in a minute than are written to the audit log");
        }
    }

    private void write(AuditEntry entry) {
        try {
            audit.refused(entry);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.SEVERE,
                    e,
                    () -> LogLine.of("A refusal could not be written to the audit log: %s", entry.action()));
        }
    }
}
