package io.voxlynx.web.http;

import io.voxlynx.ratelimit.Allowance;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Tells callers what is left of their minute. */
public final class RateLimitHeaders {

    /** Requests a minute. */
    public static final String LIMIT = "RateLimit-Limit";
    /** Of these, not made yet. */
    public static final String REMAINING = "RateLimit-Remaining";
    /** Seconds until all of them are there again. */
    public static final String RESET = "RateLimit-Reset";
    /** Seconds, with a refusal only. */
    public static final String RETRY_AFTER = "Retry-After";

    private static final int TOO_MANY_REQUESTS = 429;

    private RateLimitHeaders() {}

    public static void put(HttpServletResponse response, Allowance left) {
        response.setHeader(LIMIT, Integer.toString(left.limit()));
        response.setHeader(REMAINING, Long.toString(left.remaining()));
        response.setHeader(RESET, Long.toString(left.resetSeconds()));
    }

    /** Ends the request here; the error page writes the body of the answer. */
    public static void refuse(HttpServletResponse response, Allowance left) throws IOException {
        put(response, left);
        response.setHeader(RETRY_AFTER, Long.toString(left.resetSeconds()));
        response.sendError(TOO_MANY_REQUESTS);
    }
}
