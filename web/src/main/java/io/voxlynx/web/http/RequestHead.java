package io.voxlynx.web.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Refuses what the server lets through although it is no proper request, or one that nobody here understands: targets
 * and headers that others might read otherwise, and bodies that would have to be unpacked first. A small body that
 * becomes a large one is never opened.
 */
public class RequestHead implements Filter {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern CHUNKED = Pattern.compile("(?i)chunked");
    private static final Pattern IDENTITY = Pattern.compile("(?i)\\s*identity\\s*");
    private static final Pattern CONTROLS = Pattern.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f]");

    /** Outside of the API there is nothing but to look at. */
    private static final Set<String> LOOKING = Set.of("GET", "HEAD", "OPTIONS");

    private static final String ALLOWED = "GET, HEAD, OPTIONS";

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        if (!isUri(asked) || !hasProperHeaders(asked) || !hasKnownTransfer(asked)) {
            answer.sendError(HttpServletResponse.SC_BAD_REQUEST);
        } else if (!isPlain(values(asked, "Content-Encoding"))) {
            answer.setHeader("Accept-Encoding", "identity");
            answer.sendError(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
        } else if (!isOfApi(asked) && !LOOKING.contains(asked.getMethod())) {
            answer.setHeader("Allow", ALLOWED);
            answer.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        } else if (!isOfApi(asked) && asked.getMethod().equals("OPTIONS")) {
            answer.setHeader("Allow", ALLOWED);
            answer.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** The server is content with characters that JAX-RS then cannot take. */
    private static boolean isUri(HttpServletRequest request) {
        String query = request.getQueryString();
        try {
            new URI(request.getRequestURI() + (query == null ? "" : '?' + query));
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean hasProperHeaders(HttpServletRequest request) {
        // Of two hosts a proxy may have meant the other one.
        return values(request, "Host").count() <= 1
                && Collections.list(request.getHeaderNames()).stream()
                        .allMatch(name -> TOKEN.matcher(name).matches()
                                && values(request, name).noneMatch(RequestHead::hasControls));
    }

    private static boolean hasControls(String value) {
        return CONTROLS.matcher(value).find();
    }

    /** The server takes every coding for chunked. */
    private static boolean hasKnownTransfer(HttpServletRequest request) {
        return values(request, "Transfer-Encoding")
                .allMatch(coding -> CHUNKED.matcher(coding).matches());
    }

    static boolean isPlain(Stream<String> contentEncodings) {
        return contentEncodings
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                // Elements of a list may be empty.
                .filter(coding -> !coding.isBlank())
                .allMatch(coding -> IDENTITY.matcher(coding).matches());
    }

    private static Stream<String> values(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header)).stream();
    }

    private static boolean isOfApi(HttpServletRequest request) {
        return request.getServletPath().equals("/api");
    }
}
