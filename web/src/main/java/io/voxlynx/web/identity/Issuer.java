package io.voxlynx.web.identity;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/**
 * One issuer of tokens, as configured under {@code voxlynx.identity.<name>.*}.
 *
 * @param url the exact {@code iss} of its tokens
 * @param audience required among the token's {@code aud}, where given
 * @param authorizedParties the token's {@code azp} is one of them, where any are given
 * @param jwksUrl where its public keys are; every algorithm but HS… needs it; https, or http on this machine
 * @param hmacSecret the shared secret of HS256, HS384, HS512
 * @param roleClaim the claim with the role or roles; a nested one by dots ({@code app_metadata.role})
 * @param allowlist whether its users may come in only when an admin has allowed them
 * @param emailTrusted whether it lets nobody in whose e-mail address it has not verified, and so need not say so
 */
record Issuer(
        String name,
        String url,
        SignatureAlgorithm algorithm,
        Optional<String> audience,
        Set<String> authorizedParties,
        Optional<String> jwksUrl,
        Optional<String> hmacSecret,
        String roleClaim,
        boolean allowlist,
        boolean emailTrusted) {

    /** Encrypted, or of this machine. */
    private static final Pattern TRUSTED = Pattern.compile(
            "https://[^/?#@\\s]+(/\\S*)?|http://(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?(/\\S*)?");

    Issuer {
        if (symmetric(algorithm)) {
            int shortest = Integer.parseInt(algorithm.getAlgorithm().substring(2)) / Byte.SIZE;
            if (bytesOf(hmacSecret) < shortest) {
                throw new IllegalStateException(
                        "voxlynx.identity.%s.hmac-secret is missing or shorter than %d bytes: %s needs it"
                                .formatted(name, shortest, algorithm.getAlgorithm()));
            }
        } else {
            String location = jwksUrl.orElseThrow(() -> new IllegalStateException(
                    "voxlynx.identity.%s.jwks-url is missing: %s needs it".formatted(name, algorithm.getAlgorithm())));
            if (!TRUSTED.matcher(location).matches()) {
                throw new IllegalStateException(
                        "voxlynx.identity.%s.jwks-url is not https: whoever is on the way could sign tokens"
                                .formatted(name));
            }
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
                parties(config, prefix + "authorized-parties"),
                text(config, prefix + "jwks-url"),
                text(config, prefix + "hmac-secret"),
                text(config, prefix + "role-claim").orElse("role"),
                flag(config, prefix + "allowlist"),
                flag(config, prefix + "email-trusted"));
    }

    /** The keys whose settings differ, of those that must not where both are the same issuer under two algorithms. */
    List<String> differencesFrom(Issuer other) {
        Map<String, Boolean> same = new TreeMap<>(Map.of(
                "allowlist", allowlist == other.allowlist,
                "audience", audience.equals(other.audience),
                "authorized-parties", authorizedParties.equals(other.authorizedParties),
                "email-trusted", emailTrusted == other.emailTrusted,
                "role-claim", roleClaim.equals(other.roleClaim)));
        return same.keySet().stream().filter(key -> !same.get(key)).toList();
    }

    /** Whether its tokens are signed with a secret that both sides have. */
    boolean symmetric() {
        return symmetric(algorithm);
    }

    private static boolean symmetric(SignatureAlgorithm algorithm) {
        return algorithm.getAlgorithm().startsWith("HS");
    }

    private static SignatureAlgorithm algorithm(String name, String prefix) {
        try {
            return SignatureAlgorithm.fromAlgorithm(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(prefix + "algorithm is not known: " + name, e);
        }
    }

    private static Set<String> parties(Config config, String key) {
        return config.getOptionalValues(key, String.class).orElse(List.of()).stream()
                .map(String::strip)
                .filter(party -> !party.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whatever is neither could be meant either way. */
    private static boolean flag(Config config, String key) {
        String value = text(config, key).orElse("false");
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalStateException(key + " is neither true nor false: " + value);
        }
        return value.equals("true");
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
        return name + " (" + url + ", " + algorithm.getAlgorithm() + ")";
    }
}
