package io.voxlynx.web.http;

import io.voxlynx.trace.Trace;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Headers that belong on every answer, errors included. The server's configuration gives them to what never comes here;
 * both say the same.
 */
public class AnswerHeaders implements Filter {

    private static final String NOTHING_ACTIVE = "default-src 'none'; frame-ancestors 'none'";
    /** Swagger UI is served by ourselves; it sets styles on elements and shows images from data. */
    private static final String OUR_SCRIPTS_ONLY = "default-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static final String TRACE = "X-Trace-Id";
    private static final String NO_DEVICES = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        answer.setHeader(RequestId.HEADER, RequestId.of(request));
        Trace.id().ifPresent(id -> answer.setHeader(TRACE, id));
        answer.setHeader("X-Content-Type-Options", "nosniff");
        answer.setHeader("X-Frame-Options", "DENY");
        answer.setHeader("Referrer-Policy", "no-referrer");
        answer.setHeader("Permissions-Policy", NO_DEVICES);
        answer.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        // Says nothing about scripts that CORS lets in: it is against those who embed an answer without asking.
        answer.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        boolean page = asked.getServletPath().startsWith("/docs");
        answer.setHeader("Content-Security-Policy", page ? OUR_SCRIPTS_ONLY : NOTHING_ACTIVE);
        if (!page) {
            answer.setHeader("Cache-Control", "no-store");
        }
        chain.doFilter(request, response);
    }
}
