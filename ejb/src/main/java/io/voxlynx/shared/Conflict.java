package io.voxlynx.shared;

import java.util.Map;

/** The present state forbids it (409). */
public class Conflict extends BrokenRule {

    public Conflict(String message, Map<String, Object> details) {
        super("CONFLICT", message, details);
    }
}
