package io.voxlynx.web.error;

import io.voxlynx.identity.Admission.Decision;
import io.voxlynx.identity.Refusal;
import io.voxlynx.shared.BrokenRule;
import io.voxlynx.shared.Conflict;
import io.voxlynx.shared.Forbidden;
import io.voxlynx.shared.InvalidInput;
import io.voxlynx.shared.NotFound;
import io.voxlynx.shared.ProviderFailed;
import io.voxlynx.web.audit.RefusedAccess;
import io.voxlynx.web.http.RequestId;
import io.voxlynx.web.identity.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the answers that the mappers give, and has refusals of access written down. JSON whatever was asked for: an
 * error in CSV would be no help.
 */
@ApplicationScoped
class ErrorAnswers {

    /** When to ask again while the database is away. */
    static final int RETRY_SECONDS = 5;

    @Inject
    RefusedAccess refused;

    Response to(BrokenRule rule, HttpServletRequest request) {
        if (rule instanceof Forbidden) {
            CurrentCaller.of(request).ifPresent(known -> refused.forbidden(request, known.caller(), rule.getMessage()));
        }
        if (rule instanceof NotFound missing && missing.isAnothers()) {
            CurrentCaller.of(request).ifPresent(known -> refused.foreign(request, known.caller()));
        }
        return with(Response.status(statusOf(rule)), ErrorBody.of(rule, RequestId.of(request)));
    }

    /** What HTTP itself refuses; somebody who may not come in at all is told why. */
    Response to(int status, Response.ResponseBuilder answer, HttpServletRequest request) {
        StandardError error = StandardError.of(status);
        String requestId = RequestId.of(request);
        if (error == StandardError.UNAUTHORIZED) {
            refused.nothingProved(request);
        }
        if (error != StandardError.FORBIDDEN) {
            return with(answer, ErrorBody.of(error, requestId));
        }
        Optional<Decision> known = CurrentCaller.of(request);
        String why = known.flatMap(Decision::refusal).map(Refusal::message).orElse(error.message());
        known.ifPresent(decision -> refused.forbidden(request, decision.caller(), why));
        return with(answer, ErrorBody.of(error.name(), why, Map.of(), requestId));
    }

    static Response with(Response.ResponseBuilder response, ErrorBody body) {
        return response.type(MediaType.APPLICATION_JSON_TYPE).entity(body).build();
    }

    static int statusOf(BrokenRule rule) {
        if (rule instanceof InvalidInput) {
            return 400;
        }
        if (rule instanceof Forbidden) {
            return 403;
        }
        if (rule instanceof NotFound) {
            return 404;
        }
        if (rule instanceof Conflict) {
            return 409;
        }
        if (rule instanceof ProviderFailed) {
            return 502;
        }
        throw new IllegalArgumentException("no status for " + rule.getClass(), rule);
    }
}
