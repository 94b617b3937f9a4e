package io.voxlynx.contact;

import io.voxlynx.shared.InvalidInput;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where a contact stands: the status of its newest call, or {@link #PENDING} while it has none. */
public enum ContactStatus {
    PENDING,
    QUEUED,
    RINGING,
    IN_PROGRESS,
    ENDED,
    FAILED,
    CANCELED,
    TIMEOUT;

    public static ContactStatus of(String name) {
        List<String> names = Arrays.stream(values()).map(Enum::name).toList();
        String wanted = name.strip().toUpperCase(Locale.ROOT);
        if (!names.contains(wanted)) {
            throw InvalidInput.field("status", name, "one of " + String.join(", ", names));
        }
        return valueOf(wanted);
    }

    /** The call takes up a line. */
    public boolean isActive() {
        return this == QUEUED || this == RINGING || this == IN_PROGRESS;
    }

    /** Nothing more will happen. */
    public boolean isTerminal() {
        return this != PENDING && !isActive();
    }
}
