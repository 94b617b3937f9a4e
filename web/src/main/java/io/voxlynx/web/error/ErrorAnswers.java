package io.voxlynx.web.error;

import io.voxlynx.shared.BrokenRule;
import io.voxlynx.shared.Conflict;
import io.voxlynx.shared.Forbidden;
import io.voxlynx.shared.InvalidInput;
import io.voxlynx.shared.NotFound;
import io.voxlynx.shared.ProviderFailed;
import io.voxlynx.web.http.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Builds the answers that the mappers give. JSON whatever was asked for: an error in CSV would be no help. */
final class ErrorAnswers {

    private ErrorAnswers() {}

    static Response to(BrokenRule rule, HttpServletRequest request) {
        return with(Response.status(statusOf(rule)), ErrorBody.of(rule, RequestId.of(request)));
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
