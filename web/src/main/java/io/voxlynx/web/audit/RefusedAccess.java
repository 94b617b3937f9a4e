package io.voxlynx.web.audit;

import io.voxlynx.audit.AuditEntry;
import io.voxlynx.audit.Refusals;
import io.voxlynx.identity.Caller;
import io.voxlynx.shared.Masking;
import io.voxlynx.web.http.ClientAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells the audit log who was refused what over HTTP. */
@ApplicationScoped
public class RefusedAccess {

    private static final int LONGEST_TARGET = 300;

    @Inject
    Refusals refusals;

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

    /** 429. @param caller null if he proved nothing */
    public void limited(HttpServletRequest request, Caller caller) {
        if (caller == null) {
            refusals.ofLimitedStranger(siteOf(request), () -> entry(request, null, "access.limited", Map.of()));
        } else {
            refusals.ofLimited(caller.subject(), () -> entry(request, caller, "access.limited", Map.of()));
        }
    }

    private void record(HttpServletRequest request, Caller caller, String action, Map<String, String> details) {
        if (caller == null) {
            refusals.ofStranger(siteOf(request), () -> entry(request, null, action, details));
        } else {
            refusals.ofKnown(caller.subject(), () -> entry(request, caller, action, details));
        }
    }

    private static String siteOf(HttpServletRequest request) {
        return ClientAddress.siteOf(ClientAddress.of(request));
    }

    private static AuditEntry entry(
            HttpServletRequest request, Caller caller, String action, Map<String, String> details) {
        return new AuditEntry(
                caller == null ? null : caller.subject(),
                caller == null ? null : caller.apiKey(),
                action,
                targetOf(request),
                details);
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
