package io.voxlynx.shared;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the caller sent cannot be accepted (400). */
public class InvalidInput extends BrokenRule {

    public InvalidInput(String message, Map<String, Object> details) {
        super("VALIDATION_ERROR", message, details);
    }

    /** @param value what was sent, null when nothing was; {@code expected} says what would do */
    public static InvalidInput field(String field, Object value, String expected) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("field", field);
        if (value != null) {
            details.put("value", shortened(value.toString()));
        }
        details.put("expected", expected);
        return new InvalidInput("Invalid " + field + ": expected " + expected, details);
    }

    private static String shortened(String value) {
        return value.length() <= 100 ? value : value.substring(0, 100) + "…";
    }
}
