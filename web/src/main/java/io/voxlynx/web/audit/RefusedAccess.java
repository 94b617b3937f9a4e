package io.voxlynx.web.audit;

import io.voxlynx.audit.AuditEntry;
import io.voxlynx.audit.AuditLog;
import io.voxlynx.identity.Caller;
import io.voxlynx.shared.LogLine;
import io.voxlynx.web.http.ClientAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Writes down who was refused what. The refusal stands whether or not that succeeds, and whoever is refused without end
 * fills no disk with it.
 */
@ApplicationScoped
public class RefusedAccess {

    private static final Logger LOG = Logger.getLogger(RefusedAccess.class.getName());
    private static final int LONGEST_TARGET = 300;

    private final FloodGate gate = new FloodGate();

    @Inject
    AuditLog audit;

    @Inject
    Clock clock;

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
        if (gate.isFirst("limited " + nameOf(request, caller), clock.instant())) {
            record(request, caller, "access.limited", Map.of());
        }
    }

    /** Whoever is known is counted by himself, so that others at his address cannot hide what he does. */
    private static String nameOf(HttpServletRequest request, Caller caller) {
        return caller == null ? ClientAddress.of(request) : "subject " + caller.subject();
    }

    private void record(HttpServletRequest request, Caller caller, String action, Map<String, String> details) {
        if (!gate.lets(nameOf(request, caller), clock.instant())) {
            return;
        }
        String actor = caller == null ? null : caller.subject();
        try {
            audit.refused(
                    new AuditEntry(actor, caller == null ? null : caller.apiKey(), action, targetOf(request), details));
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, e, () -> LogLine.of("A refusal could not be written to the audit log: %s", action));
        }
    }

    /** As it was sent, without the query, which may hold anything. */
    private static String targetOf(HttpServletRequest request) {
        String target = request.getMethod() + " " + request.getRequestURI();
        return target.length() <= LONGEST_TARGET ? target : target.substring(0, LONGEST_TARGET);
    }
}
