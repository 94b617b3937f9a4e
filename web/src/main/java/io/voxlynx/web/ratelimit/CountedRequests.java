package io.voxlynx.web.ratelimit;

import io.voxlynx.identity.Role;
import io.voxlynx.ratelimit.RateClass;
import io.voxlynx.web.http.Paths;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which limit a request counts against. */
final class CountedRequests {

    // Trying a receiver out keeps a thread busy for as long as that one likes.
    private static final Pattern UPLOAD = Pattern.compile("/api/campaigns|/api/webhooks/test");
    private static final Pattern EXPORT = Pattern.compile("/api/campaigns/[^/]+/(export|import-report)\\.csv");

    private CountedRequests() {}

    static Optional<RateClass> of(HttpServletRequest request, Set<String> roles) {
        return of(request.getMethod(), Paths.matched(request), roles);
    }

    /** @param path as resources see it; without a slash at its end */
    static Optional<RateClass> of(String method, String path, Set<String> roles) {
        if (roles.contains(Role.SCHEDULER)) {
            return Optional.empty();
        }
        if (roles.equals(Set.of(Role.WORKER))) {
            return Optional.of(RateClass.WORKER);
        }
        if (method.equals("POST") && UPLOAD.matcher(path).matches()) {
            return Optional.of(RateClass.UPLOAD);
        }
        // Of any method: HEAD makes the whole file as well.
        return Optional.of(EXPORT.matcher(path).matches() ? RateClass.EXPORT : RateClass.GENERAL);
    }
}
