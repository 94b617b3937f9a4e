package io.voxlynx.web.error;

import io.voxlynx.shared.LogLine;
import io.voxlynx.web.http.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Nobody foresaw it: the log gets the whole story, the caller the id to find it by. */
@Provider
public class UnexpectedMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = Logger.getLogger(UnexpectedMapper.class.getName());

    @Context
    HttpServletRequest request;

    @Override
    public Response toResponse(Throwable failure) {
        String requestId = RequestId.of(request);
        LOG.log(Level.SEVERE, LogLine.of("Request %s failed", requestId), failure);
        return ErrorAnswers.with(Response.serverError(), ErrorBody.of(StandardError.INTERNAL_ERROR, requestId));
    }
}
