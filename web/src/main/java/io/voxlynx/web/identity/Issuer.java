package io.voxlynx.web.identity;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.Config;

/**
 * One issuer of tokens, as configured under {@code voxlynx.identity.<name>.*}.
 *
 * @param url the exact {@code iss} of its tokens
 * @param audience required among the token's {@code aud}, where given
 * @param jwksUrl where its public keys are; every algorithm but HS256 needs it
 * @param hmacSecret the shared secret of HS256
 * @param roleClaim the claim with the role or roles; a nested one by dots ({@code app_metadata.role})
 * @param allowlist whether its users may come in only when an admin has allowed them
 */
record Issuer(
        String name,
        String url,
        SignatureAlgorithm algorithm,
        Optional<String> audience,
        Optional<String> jwksUrl,
        Optional<String> hmacSecret,
        String roleClaim,
        boolean allowlist) {

    static final int LEEWAY_SECONDS = 60;
    private static final int JWKS_REFRESH_MINUTES = 60;
    private static final int UNKNOWN_KEY_REFRESH_MINUTES = 1;
    private static final int SHORTEST_SECRET_BYTES = 32;

    Issuer {
        boolean symmetric = algorithm == SignatureAlgorithm.HS256;
        if (symmetric && bytesOf(hmacSecret) < SHORTEST_SECRET_BYTES) {
            throw new IllegalStateException(
                    "voxlynx.identity.%s.hmac-secret is missing or shorter than %d bytes: HS256 needs it"
                            .formatted(name, SHORTEST_SECRET_BYTES));
        }
        if (!symmetric && jwksUrl.isEmpty()) {
            throw new IllegalStateException(
                    "voxlynx.identity.%s.jwks-url is missing: %s needs it".formatted(name, algorithm.getAlgorithm()));
        }
    }

    static Issuer configured(String name, Config config) {
        String prefix = "voxlynx.identity." + name + ".";
        return new Issuer(
                name,
                text(config, prefix + "issuer")
                        .orElseThrow(() -> new IllegalStateException(prefix + "issuer is missing")),
                algorithm(text(config, prefix + "algorithm").orElse("RS256"), prefix),
                text(config, prefix + "audience"),
                text(config, prefix + "jwks-url"),
                text(config, prefix + "hmac-secret"),
                text(config, prefix + "role-claim").orElse("role"),
                config.getOptionalValue(prefix + "allowlist", Boolean.class).orElse(false));
    }

    /** What SmallRye verifies: signature, pinned algorithm, issuer, audience, times, and that there is a subject. */
    JWTAuthContextInfo verification() {
        JWTAuthContextInfo info = new JWTAuthContextInfo();
        info.setIssuedBy(url);
        info.setSignatureAlgorithm(algorithm);
        info.setRequiredClaims(Set.of("sub"));
        info.setClockSkew(LEEWAY_SECONDS);
        audience.ifPresent(expected -> info.setExpectedAudience(Set.of(expected)));
        hmacSecret.ifPresent(secret -> info.setSecretVerificationKey(
                new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256")));
        jwksUrl.ifPresent(location -> {
            info.setPublicKeyLocation(location);
            info.setJwksRefreshInterval(JWKS_REFRESH_MINUTES);
            // A key id that we do not know may be a new key or an attack: ask again, but not once per token.
            info.setForcedJwksRefreshInterval(UNKNOWN_KEY_REFRESH_MINUTES);
        });
        return info;
    }

    private static SignatureAlgorithm algorithm(String name, String prefix) {
        try {
            return SignatureAlgorithm.fromAlgorithm(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(prefix + "algorithm is not known: " + name, e);
        }
    }

    private static Optional<String> text(Config config, String key) {
        return config.getOptionalValue(key, String.class).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static int bytesOf(Optional<String> secret) {
        return secret.map(value -> value.getBytes(StandardCharsets.UTF_8).length)
                .orElse(0);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return name + " (" + url + ")";
    }
}
