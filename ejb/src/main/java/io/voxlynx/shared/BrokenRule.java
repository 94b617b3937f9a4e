package io.voxlynx.shared;

import jakarta.ejb.ApplicationException;
import java.util.Map;

/**
 * A rule of the domain was broken; the message is meant for the caller. Web maps each kind to one HTTP status, so
 * nothing below it speaks HTTP. Without the annotation EJB would wrap it.
 */
@ApplicationException(rollback = true, inherited = true)
public abstract class BrokenRule extends RuntimeException {

    private final String code;
    private final Map<String, Object> details;

    protected BrokenRule(String code, String message, Map<String, Object> details) {
        super(message);
        this.code = code;
        this.details = Map.copyOf(details);
    }

    /** Machine-readable, upper snake case, stable: VALIDATION_ERROR, NOT_FOUND, CONFLICT. */
    public String code() {
        return code;
    }

    /** Facts that help the caller mend the request: JSON-ready strings, numbers, lists and maps. */
    public Map<String, Object> details() {
        return details;
    }
}
