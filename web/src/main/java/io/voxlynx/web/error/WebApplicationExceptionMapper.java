package io.voxlynx.web.error;

import io.voxlynx.shared.BrokenRule;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** What JAX-RS itself refuses: unknown paths, methods, media types, roles. Its headers stay, its words go. */
@Provider
public class WebApplicationExceptionMapper implements ExceptionMapper<WebApplicationException> {

    @Context
    HttpServletRequest request;

    @Context
    SecurityContext security;

    @Inject
    ErrorAnswers answers;

    @Override
    public Response toResponse(WebApplicationException refusal) {
        Response response = refusal.getResponse();
        if (response.getStatus() < 400) {
            return response;
        }
        if (refusal.getCause() instanceof BrokenRule rule) {
            return answers.to(rule, request);
        }
        int status = statusFor(response.getStatus(), security.getUserPrincipal() == null);
        Response.ResponseBuilder answer = Response.fromResponse(response).status(status);
        if (status == 401 && response.getHeaderString(HttpHeaders.WWW_AUTHENTICATE) == null) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return answers.to(status, answer, request);
    }

    /** A role was asked of nobody in particular: that caller must first say who he is. */
    static int statusFor(int status, boolean anonymous) {
        return status == 403 && anonymous ? 401 : status;
    }
}
