package io.voxlynx.web.http;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Lets scripts of other origins use the API, of those that are configured and of no other; nothing is configured by
 * itself. Their errors too carry the headers, or the script would not learn what was wrong. Cookies are never asked
 * for: whoever calls shows a token.
 */
public class Cors implements Filter {

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String HEADERS =
            "Authorization, Content-Type, Idempotency-Key, X-Request-Id, traceparent, x-user-id";
    private static final String EXPOSED = "RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After,"
            + " X-Request-Id, X-Trace-Id, Content-Disposition, Location";
    private static final String KNOWN_FOR_SECONDS = "7200";

    @Inject
    @ConfigProperty(name = "voxlynx.cors.allowed-origins")
    Optional<List<String>> configured;

    private AllowedOrigins allowed;

    @Override
    public void init(FilterConfig config) {
        allowed = AllowedOrigins.of(configured.orElse(List.of()));
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        List<String> origins = Collections.list(asked.getHeaders("Origin"));
        boolean welcome = origins.size() == 1 && allowed.contains(origins.get(0));
        if (!allowed.isClosed()) {
            // Also on answers to others: what a cache keeps for one origin is not for the next.
            answer.setHeader("Vary", "Origin");
        }
        if (welcome) {
            answer.setHeader("Access-Control-Allow-Origin", origins.get(0));
            answer.setHeader("Access-Control-Expose-Headers", EXPOSED);
        }
        if (request.getDispatcherType() == DispatcherType.ERROR || !isPreflight(asked)) {
            chain.doFilter(request, response);
        } else if (welcome) {
            answer.setHeader("Access-Control-Allow-Methods", METHODS);
            answer.setHeader("Access-Control-Allow-Headers", HEADERS);
            answer.setHeader("Access-Control-Max-Age", KNOWN_FOR_SECONDS);
            answer.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else {
            answer.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    /** A browser's own question, without a credential, before it lets a script ask; it ends in this filter. */
    public static boolean isPreflight(HttpServletRequest request) {
        return request.getMethod().equals("OPTIONS")
                && request.getHeaders("Origin").hasMoreElements()
                && request.getHeaders("Access-Control-Request-Method").hasMoreElements();
    }
}
