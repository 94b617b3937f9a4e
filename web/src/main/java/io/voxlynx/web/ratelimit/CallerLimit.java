package io.voxlynx.web.ratelimit;

import io.voxlynx.identity.Admission.Decision;
import io.voxlynx.identity.Caller;
import io.voxlynx.ratelimit.Allowance;
import io.voxlynx.ratelimit.RateClass;
import io.voxlynx.ratelimit.RateLimits;
import io.voxlynx.web.audit.RefusedAccess;
import io.voxlynx.web.http.RateLimitHeaders;
import io.voxlynx.web.identity.CurrentCaller;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Counts what a caller who has proved who he is asks for, before any of its body is read. A person and his keys have one
 * subject, and so one allowance. Those who have proved nothing are counted where their credentials are judged.
 */
public class CallerLimit implements Filter {

    @Inject
    RateLimits limits;

    @Inject
    RefusedAccess refused;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        Optional<Caller> caller = CurrentCaller.of(request).map(Decision::caller);
        Optional<RateClass> counted = caller.flatMap(known -> CountedRequests.of(asked, known.roles()));
        if (counted.isPresent()) {
            Allowance left = limits.take(counted.get(), caller.get().subject());
            if (!left.granted()) {
                refused.limited(asked, caller.get());
                RateLimitHeaders.refuse(answer, left);
                return;
            }
            RateLimitHeaders.put(answer, left);
        }
        chain.doFilter(request, response);
    }
}
