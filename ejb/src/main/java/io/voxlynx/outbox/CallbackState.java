package io.voxlynx.outbox;

import java.util.Locale;

/** What became of a callback so far; the constants are as they are read outside. */
public enum CallbackState {
    /** It waits for its first or next try, or is being sent. */
    pending,
    delivered,
    /** Given up. */
    dead;

    String column() {
        return name().toUpperCase(Locale.ROOT);
    }

    static CallbackState ofColumn(String column) {
        return valueOf(column.toLowerCase(Locale.ROOT));
    }
}
