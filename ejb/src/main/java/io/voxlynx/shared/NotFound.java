package io.voxlynx.shared;

import java.util.Map;

/** Does not exist, or is another's, which looks the same from outside (404). */
public class NotFound extends BrokenRule {

    public NotFound(String kind, Object id) {
        super("NOT_FOUND", kind + " not found", Map.of("id", String.valueOf(id)));
    }
}
