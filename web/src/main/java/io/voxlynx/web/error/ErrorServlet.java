package io.voxlynx.web.error;

import io.voxlynx.shared.DatabaseAway;
import io.voxlynx.shared.LogLine;
import io.voxlynx.web.http.JsonFormat;
import io.voxlynx.web.http.RequestId;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The error page of web.xml: what ends before or beside JAX-RS (a bad token, a body too large, an unknown path). */
@WebServlet(urlPatterns = "/error", asyncSupported = true)
public class ErrorServlet extends HttpServlet {

    private static final Logger LOG = Logger.getLogger(ErrorServlet.class.getName());

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = statusOf(request);
        String requestId = RequestId.of(request);
        Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (failure instanceof Throwable thrown && DatabaseAway.isBehind(thrown)) {
            LOG.warning(LogLine.of("Request %s was put off: the database is away", requestId));
            status = HttpServletResponse.SC_SERVICE_UNAVAILABLE;
            response.setIntHeader("Retry-After", ErrorAnswers.RETRY_SECONDS);
        } else if (failure instanceof Throwable thrown) {
            LOG.log(Level.SEVERE, LogLine.of("Request %s failed", requestId), thrown);
        }
        byte[] body = JsonFormat.JSON
                .toJson(ErrorBody.of(StandardError.of(status), requestId))
                .getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Asked for directly, this page is nothing. */
    private static int statusOf(HttpServletRequest request) {
        boolean error = request.getDispatcherType() == DispatcherType.ERROR;
        return error && request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                ? status
                : HttpServletResponse.SC_NOT_FOUND;
    }
}
