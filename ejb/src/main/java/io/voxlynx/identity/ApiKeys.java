package io.voxlynx.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Keys that machines show instead of a token. */
@ApplicationScoped
public class ApiKeys {

    /** Begins every key, so that one is never taken for a token, and scanners for leaked secrets find it. */
    public static final String MARK = "vlx_";

    /** Whom this key speaks for; empty if it is none of ours, or over. */
    public Optional<Caller> caller(String key) {
        return Optional.empty();
    }
}
