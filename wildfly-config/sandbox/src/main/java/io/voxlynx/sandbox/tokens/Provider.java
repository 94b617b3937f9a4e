package io.voxlynx.sandbox.tokens;

import io.voxlynx.sandbox.http.Json;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jose4j.jws.AlgorithmIdentifiers;

/** The identity providers that are stood in for, and what their tokens look like. */
public enum Provider {
    /** Any OIDC issuer: the role in a claim of its own, an audience. */
    PLAIN("plain", "/tokens", AlgorithmIdentifiers.RSA_USING_SHA256, "", Duration.ofHours(24), "(?s).*") {
        @Override
        void claim(JsonObjectBuilder claims, TokenOrder order, Instant issuedAt) {
            claims.add("aud", "voxlynx").add("jti", UUID.randomUUID().toString());
            addIfGiven(claims, "email", order.email());
            addIfGiven(claims, "role", order.role());
        }
    },

    /** A session token with the custom claims {@code metadata} and {@code email}. It says for whom it is only by azp. */
    CLERK("clerk", "/clerk", AlgorithmIdentifiers.RSA_USING_SHA256, "ins_", Duration.ofSeconds(60), "user_\\w+") {
        private static final long NOT_BEFORE_SECONDS = 10;

        @Override
        void claim(JsonObjectBuilder claims, TokenOrder order, Instant issuedAt) {
            claims.add("azp", CLERK_PARTY)
                    .add("nbf", issuedAt.getEpochSecond() - NOT_BEFORE_SECONDS)
                    .add("sid", "sess_" + UUID.randomUUID().toString().replace("-", ""))
                    .add("sts", "active")
                    .add("v", 2);
            addIfGiven(claims, "email", order.email());
            JsonObjectBuilder metadata = Json.object();
            addIfGiven(metadata, "role", order.role());
            claims.add("metadata", metadata);
        }
    },

    SUPABASE(
            "supabase",
            "/auth/v1",
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
            "",
            Duration.ofHours(1),
            Ids.UUID) {
        @Override
        void claim(JsonObjectBuilder claims, TokenOrder order, Instant issuedAt) {
            claimSupabase(claims, order, issuedAt);
        }
    },

    /** A project that has not moved to keys of its own yet: the same issuer, a secret shared with whoever verifies. */
    SUPABASE_LEGACY(
            "supabase-legacy", "/auth/v1", AlgorithmIdentifiers.HMAC_SHA256, "", Duration.ofHours(1), Ids.UUID) {
        @Override
        void claim(JsonObjectBuilder claims, TokenOrder order, Instant issuedAt) {
            claimSupabase(claims, order, issuedAt);
        }
    };

    /** For whom the tokens of {@link #CLERK} are. */
    public static final String CLERK_PARTY = "http://localhost:3000";

    private final String word;
    private final String path;
    private final String algorithm;
    private final String keyIdPrefix;
    private final Duration usualLife;
    private final Pattern userIds;

    Provider(String word, String path, String algorithm, String keyIdPrefix, Duration usualLife, String userIds) {
        this.word = word;
        this.path = path;
        this.algorithm = algorithm;
        this.keyIdPrefix = keyIdPrefix;
        this.usualLife = usualLife;
        this.userIds = Pattern.compile(userIds);
    }

    static Provider named(String word) {
        return Arrays.stream(values())
                .filter(provider -> provider.word.equals(word))
                .findFirst()
                .orElseThrow();
    }

    static Set<String> words() {
        return Arrays.stream(values()).map(provider -> provider.word).collect(Collectors.toUnmodifiableSet());
    }

    /** How {@code POST /sandbox/tokens} calls it. */
    public String word() {
        return word;
    }

    /** What comes after the sandbox's own address in {@code iss}. */
    public String path() {
        return path;
    }

    public String algorithm() {
        return algorithm;
    }

    /** Whether its keys are public, so that there is a key set. */
    public boolean publishesKeys() {
        return this != SUPABASE_LEGACY;
    }

    String newKeyId() {
        return keyIdPrefix + UUID.randomUUID();
    }

    Duration usualLife() {
        return usualLife;
    }

    /** Whether its users can be called so. */
    boolean names(String subject) {
        return userIds.matcher(subject).matches();
    }

    /** Somebody, called as it calls its users. */
    public String exampleSubject() {
        return switch (this) {
            case PLAIN -> "somebody";
            case CLERK -> "user_somebody";
            case SUPABASE, SUPABASE_LEGACY -> "5b0d7b3e-7c0e-4d1b-9a53-6f2b0a8c1e11";
        };
    }

    /** Everything beside {@code iss}, {@code sub}, {@code iat} and {@code exp}. */
    abstract void claim(JsonObjectBuilder claims, TokenOrder order, Instant issuedAt);

    private static void claimSupabase(JsonObjectBuilder claims, TokenOrder order, Instant issuedAt) {
        JsonObjectBuilder appMetadata = Json.object()
                .add("provider", "email")
                .add("providers", Json.array().add("email"));
        addIfGiven(appMetadata, "role", order.role());
        claims.add("aud", "authenticated")
                .add("role", "authenticated")
                .add("email", order.email() == null ? "" : order.email())
                .add("phone", "")
                .add("app_metadata", appMetadata)
                .add("user_metadata", Json.object())
                .add("session_id", UUID.randomUUID().toString())
                .add("aal", "aal1")
                .add(
                        "amr",
                        Json.array()
                                .add(Json.object()
                                        .add("method", "password")
                                        .add("timestamp", issuedAt.getEpochSecond())))
                .add("is_anonymous", false);
    }

    private static void addIfGiven(JsonObjectBuilder claims, String name, String value) {
        if (value != null) {
            claims.add(name, value);
        }
    }

    private static final class Ids {
        static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    }
}
