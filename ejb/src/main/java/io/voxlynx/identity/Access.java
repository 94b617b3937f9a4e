package io.voxlynx.identity;

import java.util.Locale;

/** Whether somebody may come in at all; what he may then do is a matter of roles. */
public enum Access {
    /** Nobody has decided: comes in where his issuer needs no allowlist. */
    NEW,
    ALLOWED,
    /** Never, whatever his token says. */
    REVOKED;

    static Access ofColumn(String value) {
        return valueOf(value.toUpperCase(Locale.ROOT));
    }

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
