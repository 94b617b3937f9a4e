package io.voxlynx.web.identity;

import io.voxlynx.ratelimit.Allowance;
import io.voxlynx.ratelimit.RateClass;
import io.voxlynx.ratelimit.RateLimits;
import io.voxlynx.web.audit.RefusedAccess;
import io.voxlynx.web.http.ClientAddress;
import io.voxlynx.web.http.RateLimitHeaders;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/**
 * Counts, by address, requests that show no credential or a bad one, on all nodes together. Where an address has used up
 * its failures, no credential from there is looked at any more until its minute is over, but for those that were good
 * here a little while ago: that keeps guesses, and the work that each of them makes, few, and those who share an address
 * with the one who guesses go on.
 */
@ApplicationScoped
public class AddressLimit {

    @Inject
    RateLimits limits;

    @Inject
    RefusedAccess refused;

    @Inject
    Clock clock;

    private final GoodCredentials known = new GoodCredentials();

    /**
     * Whether this node knows the address to have nothing left, and does not know the credential; then the request has
     * been answered. Asks nobody.
     */
    boolean turnsAway(HttpServletRequest request, HttpServletResponse response, Optional<String> credential)
            throws IOException {
        Optional<Allowance> left = limits.refusal(RateClass.ADDRESS, siteOf(request))
                .filter(nothing -> credential
                        .filter(shown -> known.include(shown, clock.instant()))
                        .isEmpty());
        if (left.isPresent()) {
            refuse(request, response, left.get());
        }
        return left.isPresent();
    }

    /** The credential proves, at this moment, who somebody is. */
    void foundGood(String credential) {
        known.remember(credential, clock.instant());
    }

    /** Counts a failure. Whether it was one too many; then the request has been answered. */
    boolean isExceededBy(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Allowance left = limits.take(RateClass.ADDRESS, siteOf(request));
        if (left.granted()) {
            RateLimitHeaders.put(response, left);
        } else {
            refuse(request, response, left);
        }
        return !left.granted();
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, Allowance left) throws IOException {
        refused.limited(request, null);
        RateLimitHeaders.refuse(response, left);
    }

    private static String siteOf(HttpServletRequest request) {
        return ClientAddress.siteOf(ClientAddress.of(request));
    }
}
