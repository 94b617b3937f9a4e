package io.voxlynx.web.error;

import java.util.Arrays;

/** Errors that come from HTTP itself and not from a rule of ours; what each status is called. */
enum StandardError {
    BAD_REQUEST(400, "The request cannot be understood"),
    UNAUTHORIZED(401, "Credentials are missing or not accepted"),
    FORBIDDEN(403, "Your role does not allow this"),
    NOT_FOUND(404, "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "This method does not work here"),
    NOT_ACCEPTABLE(406, "None of the accepted media types can be given"),
    REQUEST_TIMEOUT(408, "The body came too slowly"),
    CONFLICT(409, "The present state forbids it"),
    PAYLOAD_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body's media type is not accepted here"),
    RATE_LIMITED(429, "Too many requests"),
    INTERNAL_ERROR(500, "Something went wrong on our side; quote the request id"),
    UNAVAILABLE(503, "Not available at the moment");

    private final int status;
    private final String message;

    StandardError(int status, String message) {
        this.status = status;
        this.message = message;
    }

    /** The one of this status, or the general one of its class. */
    static StandardError of(int status) {
        return Arrays.stream(values())
                .filter(error -> error.status == status)
                .findFirst()
                .orElse(status < 500 ? BAD_REQUEST : INTERNAL_ERROR);
    }

    String message() {
        return message;
    }
}
