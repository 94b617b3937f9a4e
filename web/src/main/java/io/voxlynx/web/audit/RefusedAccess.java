package io.voxlynx.web.audit;

import io.voxlynx.audit.AuditEntry;
import io.voxlynx.audit.AuditLog;
import io.voxlynx.identity.Caller;
import io.voxlynx.shared.LogLine;
import io.voxlynx.shared.Masking;
import io.voxlynx.web.http.ClientAddress;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Writes down who was refused what. The refusal stands whether or not that succeeds, and whoever is refused without end
 * fills no disk with it.
 */
@ApplicationScoped
public class RefusedAccess {

    private static final Logger LOG = Logger.getLogger(RefusedAccess.class.getName());
    private static final int LONGEST_TARGET = 300;

    // Those who are known apart from strangers, who can come from everywhere: however many they are, they hide nothing
    // of
    // what the others do.
    private FloodGate known;
    private FloodGate strangers;
    private FloodGate limitedKnown;
    private FloodGate limitedStrangers;
    private final AtomicLong warnedInMinute = new AtomicLong();

    @Inject
    AuditLog audit;

    @Inject
    Clock clock;

    /** On this node; of one caller, or of one address as long as nobody has proved who he is. */
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

    /** 401, for a credential that is not good. */
    public void badCredential(HttpServletRequest request) {
        record(request, null, "access.unauthenticated", Map.of("reason", "The credential is not accepted"));
    }

    /** 401 where something had to be proved and was not: no credential, or no signature that is genuine. */
    public void nothingProved(HttpServletRequest request) {
        record(request, null, "access.unauthenticated", Map.of("reason", "Nothing was proved"));
    }

    /** 403. @param reason as the caller is told it */
    public void forbidden(HttpServletRequest request, Caller caller, String reason) {
        record(request, caller, "access.forbidden", Map.of("reason", reason));
    }

    /** 404, because it is somebody else's. */
    public void foreign(HttpServletRequest request, Caller caller) {
        record(request, caller, "access.foreign", Map.of());
    }

    /** 429. Once a minute: who is limited will go on for a while. @param caller null if he proved nothing */
    public void limited(HttpServletRequest request, Caller caller) {
        if (lets(request, caller, limitedKnown, limitedStrangers)) {
            write(request, caller, "access.limited", Map.of());
        }
    }

    private void record(HttpServletRequest request, Caller caller, String action, Map<String, String> details) {
        if (lets(request, caller, known, strangers)) {
            write(request, caller, action, details);
        } else {
            warn();
        }
    }

    private boolean lets(HttpServletRequest request, Caller caller, FloodGate ofKnown, FloodGate ofStrangers) {
        return caller == null
                ? ofStrangers.lets(ClientAddress.siteOf(ClientAddress.of(request)), clock.instant())
                : ofKnown.lets(caller.subject(), clock.instant());
    }

    /** Once a minute: a flood of refusals is none of warnings. */
    private void warn() {
        long minute = clock.instant().getEpochSecond() / 60;
        if (warnedInMinute.getAndSet(minute) != minute) {
            LOG.warning("More refusals in a minute than are written to the audit log");
        }
    }

    private void write(HttpServletRequest request, Caller caller, String action, Map<String, String> details) {
        String actor = caller == null ? null : caller.subject();
        try {
            audit.refused(
                    new AuditEntry(actor, caller == null ? null : caller.apiKey(), action, targetOf(request), details));
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, e, () -> LogLine.of("A refusal could not be written to the audit log: %s", action));
        }
    }

    /** As it was sent, without the query, which may hold anything, and what the path holds that is kept nowhere. */
    private static String targetOf(HttpServletRequest request) {
        String path = Arrays.stream(request.getRequestURI().split("/", -1))
                .map(RefusedAccess::masked)
                .collect(Collectors.joining("/"));
        String target = request.getMethod() + " " + Masking.mask(path);
        return target.length() <= LONGEST_TARGET ? target : target.substring(0, LONGEST_TARGET);
    }

    /** However it is encoded; where there is nothing to mask, it stays as it was sent. */
    private static String masked(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        try {
            String decoded = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
            String masked = Masking.mask(decoded);
            return masked.equals(decoded) ? segment : masked;
        } catch (IllegalArgumentException e) {
            // No text that could be decoded by anybody else either.
            return segment;
        }
    }
}
