package io.voxlynx.web.http;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.ClientErrorException;
import java.io.IOException;
import java.time.Duration;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses bodies that are too long: before reading where the length is announced, while reading where it is not (413);
 * and those that come too slowly (408), since a thread waits for them. Short ones are read before anybody judges the
 * request, so that the connection can be used again whatever the answer is. Whoever is answered before a longer one was
 * read finds the connection closed, or the server would go on reading what nobody wants, however much it is.
 */
public class BodyLimit implements Filter {

    static final long ORDINARY_BYTES = 1L << 20;
    /** A contacts file of 200 MB, and what a multipart form puts around it. */
    static final long UPLOAD_BYTES = (200L << 20) + (64L << 10);

    private static final long SHORT_BYTES = 8L << 10;

    /** JAX-RS takes the path with and without the last slash for the same. */
    private static final Pattern UPLOAD = Pattern.compile("/api/campaigns/?");

    private static final String BODY = BodyLimit.class.getName();
    private static final Logger LOG = Logger.getLogger(BodyLimit.class.getName());

    @Inject
    @ConfigProperty(name = Patience.WAIT_SECONDS, defaultValue = "20")
    long waitSeconds;

    @Inject
    @ConfigProperty(name = Patience.BYTES_PER_SECOND, defaultValue = "8192")
    long bytesPerSecond;

    @Inject
    @ConfigProperty(name = Patience.IDLE_MILLIS, defaultValue = "90000")
    long idleMillis;

    @Inject
    @ConfigProperty(name = Patience.IMPORT_WAIT_SECONDS, defaultValue = "30")
    long importWaitSeconds;

    private Patience patience;

    @Override
    public void init(FilterConfig config) {
        patience = new Patience(waitSeconds, bytesPerSecond);
        if (!Patience.leavesTimeFor(Duration.ofSeconds(importWaitSeconds), Duration.ofMillis(idleMillis))) {
            LOG.warning(Patience.IMPORT_WAIT_SECONDS + " is not 30 s below " + Patience.IDLE_MILLIS
                    + ": the connection of an upload may be closed before its answer is there");
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            closeUnlessRead(asked, answer);
            chain.doFilter(request, response);
            return;
        }
        if (announcesABody(asked)) {
            answer.setHeader("Connection", "close");
        }
        long limit = limitFor(asked.getMethod(), asked.getRequestURI());
        if (asked.getContentLengthLong() > limit) {
            answer.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        Limited body = limited(asked, answer, limit);
        if (body.comesAtOnce()) {
            chain.doFilter(body, response);
        } else {
            answer.sendError(HttpServletResponse.SC_REQUEST_TIMEOUT);
        }
    }

    /** Those who are refused early never came to the filter before. */
    private void closeUnlessRead(HttpServletRequest asked, HttpServletResponse answer) throws IOException {
        boolean early = asked.getAttribute(BODY) == null;
        Limited body = early ? limited(asked, answer, SHORT_BYTES) : (Limited) asked.getAttribute(BODY);
        if (announcesABody(asked) && !body.ended) {
            answer.setHeader("Connection", "close");
            if (early) {
                // Too slow or not, it is refused for something else already.
                body.comesAtOnce();
            }
        }
    }

    private Limited limited(HttpServletRequest asked, HttpServletResponse answer, long limit) {
        Pace pace = patience.pace(asked.getUserPrincipal() != null);
        Limited body = new Limited(asked, limit, pace, () -> answer.setHeader("Connection", "keep-alive"));
        asked.setAttribute(BODY, body);
        return body;
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
        private boolean ended;

        Limited(HttpServletRequest request, long limit, Pace pace, Runnable atEnd) {
            super(request);
            this.limit = limit;
            this.pace = pace;
            this.atEnd = atEnd;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (body == null) {
                body = new LimitedInput(super.getInputStream(), getContentLengthLong(), limit, pace, this::end);
            }
            return body;
        }

        private void end() {
            ended = true;
            atEnd.run();
        }

        /**
         * Reads a short body to its end. Nobody waits for a stranger here: he may want something that needs no body.
         *
         * @return false if it was too slow
         */
        boolean comesAtOnce() throws IOException {
            long length = getContentLengthLong();
            boolean isShort = length > 0 && length <= SHORT_BYTES && getHeader("Expect") == null;
            if (!isShort || getUserPrincipal() == null && getInputStream().available() < length) {
                return true;
            }
            try {
                body = new ReadBody(getInputStream().readNBytes((int) length));
                return true;
            } catch (ClientErrorException tooSlow) {
                return false;
            }
        }
    }
}
