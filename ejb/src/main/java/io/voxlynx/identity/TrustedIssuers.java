package io.voxlynx.identity;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * Whose people are trusted at present, for those who come without a token: their keys are worth no more than their tokens
 * would be, also after the configuration has changed.
 */
@ApplicationScoped
public class TrustedIssuers {

    @Inject
    Config config;

    private final Map<String, Boolean> allowlists = new HashMap<>();

    @PostConstruct
    void read() {
        for (String name : config.getOptionalValues("voxlynx.identity.issuers", String.class)
                .orElse(List.of())) {
            String prefix = "voxlynx.identity." + name.strip() + ".";
            boolean allowlist =
                    config.getOptionalValue(prefix + "allowlist", Boolean.class).orElse(false);
            config.getOptionalValue(prefix + "issuer", String.class)
                    .ifPresent(issuer -> trust(issuer.strip(), allowlist));
        }
    }

    /** An issuer may be configured once per algorithm; an allowlist in one place is one. */
    void trust(String issuer, boolean allowlist) {
        allowlists.merge(issuer, allowlist, Boolean::logicalOr);
    }

    /** Whether its people have to be allowed; empty if it is not trusted at all. */
    Optional<Boolean> needAllowlist(String issuer) {
        return Optional.ofNullable(allowlists.get(issuer));
    }
}
