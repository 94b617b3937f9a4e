package io.voxlynx.shared;

import java.util.Map;

/** Does not exist, or is another's, which looks the same from outside (404). */
public class NotFound extends BrokenRule {

    private final boolean anothers;

    public NotFound(String kind, Object id) {
        this(kind, id, false);
    }

    private NotFound(String kind, Object id, boolean anothers) {
        super("NOT_FOUND", kind + " not found", Map.of("id", String.valueOf(id)));
        this.anothers = anothers;
    }

    /** It is there, but not for this caller; he is told the same as if it were not. */
    public static NotFound anothers(String kind, Object id) {
        return new NotFound(kind, id, true);
    }

    /** For those who look after attempts. */
    public boolean isAnothers() {
        return anothers;
    }
}
