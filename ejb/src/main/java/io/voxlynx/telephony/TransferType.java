package io.voxlynx.telephony;

import java.util.Arrays;
import java.util.Locale;

/** How a caller is handed over to a human. */
public enum TransferType {
    /** The human comes into the room; the agent leaves when it has introduced them. */
    WARM,
    /** The telephone network connects the caller with the human, and we are out of it. */
    COLD;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TransferType of(String word) {
        return Arrays.stream(values())
                .filter(type -> type.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word));
    }
}
