package io.voxlynx.web.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Refuses bodies that are too long: before reading where the length is announced, while reading where it is not (413).
 */
public class BodyLimit implements Filter {

    static final long ORDINARY_BYTES = 1L << 20;
    /** A contacts file of 200 MB, and what a multipart form puts around it. */
    static final long UPLOAD_BYTES = (200L << 20) + (64L << 10);

    /** JAX-RS takes the path with and without the last slash for the same. */
    private static final Pattern UPLOAD = Pattern.compile("/api/campaigns/?");

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        long limit = limitFor(asked.getMethod(), asked.getRequestURI());
        if (asked.getContentLengthLong() > limit) {
            // The rest of the body is not worth reading.
            ((HttpServletResponse) response).setHeader("Connection", "close");
            ((HttpServletResponse) response).sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        chain.doFilter(new Limited(asked, limit), response);
    }

    static long limitFor(String method, String path) {
        boolean upload = method.equals("POST") && UPLOAD.matcher(path).matches();
        return upload ? UPLOAD_BYTES : ORDINARY_BYTES;
    }

    private static class Limited extends HttpServletRequestWrapper {

        private final long limit;
        private ServletInputStream body;

        Limited(HttpServletRequest request, long limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (body == null) {
                body = new LimitedInput(super.getInputStream(), limit);
            }
            return body;
        }
    }
}
