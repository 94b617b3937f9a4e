package io.voxlynx.contact.imports;

import io.voxlynx.shared.InvalidInput;
import java.util.LinkedHashMap;
import java.util.Map;

/** The contacts file as a whole cannot be imported; nothing of it is kept. */
public class UnusableFile extends InvalidInput {

    private UnusableFile(String message, Map<String, Object> details) {
        super(message, details);
    }

    /** @param problem machine-readable: EMPTY_FILE, NOT_TEXT, MISSING_HEADERS, … */
    public static UnusableFile because(String problem, String message) {
        return because(problem, message, Map.of());
    }

    public static UnusableFile because(String problem, String message, Map<String, Object> facts) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("field", "contactsCsv");
        details.put("problem", problem);
        details.putAll(facts);
        return new UnusableFile(message, details);
    }

    static UnusableFile notText(String why) {
        return because("NOT_TEXT", "The file is not UTF-8 text: " + why);
    }
}
