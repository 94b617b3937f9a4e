package io.voxlynx.web.http;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
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
import java.time.Duration;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses bodies that are too long: before reading where the length is announced, while reading where it is not (413);
 * and those that come too slowly (408), since a thread waits for them. Whoever is answered before all of his body was
 * read finds the connection closed, or the server would go on reading what nobody wants, however much it is.
 */
public class BodyLimit implements Filter {

    static final long ORDINARY_BYTES = 1L << 20;
    /** A contacts file of 200 MB, and what a multipart form puts around it. */
    static final long UPLOAD_BYTES = (200L << 20) + (64L << 10);

    /** JAX-RS takes the path with and without the last slash for the same. */
    private static final Pattern UPLOAD = Pattern.compile("/api/campaigns/?");

    @Inject
    @ConfigProperty(name = "voxlynx.http.body-wait-seconds", defaultValue = "20")
    long waitSeconds;

    @Inject
    @ConfigProperty(name = "voxlynx.http.body-bytes-per-second", defaultValue = "8192")
    long bytesPerSecond;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        if (announcesABody(asked)) {
            answer.setHeader("Connection", "close");
        }
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            chain.doFilter(request, response);
            return;
        }
        long limit = limitFor(asked.getMethod(), asked.getRequestURI());
        if (asked.getContentLengthLong() > limit) {
            answer.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        Pace pace = new Pace(Duration.ofSeconds(waitSeconds), bytesPerSecond);
        chain.doFilter(new Limited(asked, limit, pace, () -> answer.setHeader("Connection", "keep-alive")), response);
    }

    private static boolean announcesABody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0
                || request.getHeaders("Transfer-Encoding").hasMoreElements();
    }

    static long limitFor(String method, String path) {
        boolean upload = method.equals("POST") && UPLOAD.matcher(path).matches();
        return upload ? UPLOAD_BYTES : ORDINARY_BYTES;
    }

    private static class Limited extends HttpServletRequestWrapper {

        private final long limit;
        private final Pace pace;
        private final Runnable atEnd;
        private ServletInputStream body;

        Limited(HttpServletRequest request, long limit, Pace pace, Runnable atEnd) {
            super(request);
            this.limit = limit;
            this.pace = pace;
            this.atEnd = atEnd;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (body == null) {
                body = new LimitedInput(super.getInputStream(), getContentLengthLong(), limit, pace, atEnd);
            }
            return body;
        }
    }
}
