package io.voxlynx.web.error;

import io.voxlynx.shared.DatabaseAway;
import io.voxlynx.shared.LogLine;
import io.voxlynx.web.http.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Nobody foresaw it: the log gets the whole story, the caller the id to find it by. That the database is away is
 * foreseen: it passes, and whoever asked may ask again.
 */
@Provider
public class UnexpectedMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = Logger.getLogger(UnexpectedMapper.class.getName());

    @Context
    HttpServletRequest request;

    @Override
    public Response toResponse(Throwable failure) {
        String requestId = RequestId.of(request);
        if (DatabaseAway.isBehind(failure)) {
            LOG.warning(LogLine.of("Request %s was put off: the database is away", requestId));
            return ErrorAnswers.with(
                    Response.status(Response.Status.SERVICE_UNAVAILABLE)
                            .header(HttpHeaders.RETRY_AFTER, ErrorAnswers.RETRY_SECONDS),
                    ErrorBody.of(StandardError.UNAVAILABLE, requestId));
        }
        LOG.log(Level.SEVERE, LogLine.of("Request %s failed", requestId), failure);
        return ErrorAnswers.with(Response.serverError(), ErrorBody.of(StandardError.INTERNAL_ERROR, requestId));
    }
}
