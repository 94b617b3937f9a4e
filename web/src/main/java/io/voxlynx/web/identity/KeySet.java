package io.voxlynx.web.identity;

import static io.voxlynx.shared.JsonApi.JSON;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of a JSON Web Key Set that an issuer's tokens may be signed with. */
final class KeySet {

    private static final int MOST_KEYS = 100;

    private final Map<String, Verification> byId = new HashMap<>();
    private final List<Verification> all = new ArrayList<>();

    private KeySet() {}

    /**
     * Keys for other algorithms and other uses are passed over.
     *
     * @throws IOException if it is no key set, has too many keys, or none that could be of use
     */
    static KeySet read(Issuer issuer, byte[] document) throws IOException {
        JsonArray keys = keys(document);
        if (keys.size() > MOST_KEYS) {
            throw new IOException("more than " + MOST_KEYS + " keys");
        }
        KeySet set = new KeySet();
        for (JsonValue value : keys) {
            if (value instanceof JsonObject key && isFor(issuer.algorithm(), key)) {
                Verification verification = Verification.withKey(issuer, key);
                set.all.add(verification);
                text(key, "kid").ifPresent(id -> set.byId.putIfAbsent(id, verification));
            }
        }
        if (set.all.isEmpty()) {
            throw new IOException("no key for " + issuer.algorithm().getAlgorithm());
        }
        return set;
    }

    /** The key with that id; without one, or of a set without ids, the only key there is. */
    Optional<Verification> find(Optional<String> keyId) {
        if (keyId.isPresent() && !byId.isEmpty()) {
            return keyId.map(byId::get);
        }
        return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
    }

    int size() {
        return all.size();
    }

    private static JsonArray keys(byte[] document) throws IOException {
        try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(document))) {
            if (reader.readObject().get("keys") instanceof JsonArray keys) {
                return keys;
            }
            throw new IOException("no JSON Web Key Set");
        } catch (RuntimeException e) {
            throw new IOException("no JSON Web Key Set", e);
        }
    }

    private static boolean isFor(SignatureAlgorithm algorithm, JsonObject key) {
        return text(key, "kty").filter(type -> type.equals(typeFor(algorithm))).isPresent()
                && text(key, "alg").map(algorithm.getAlgorithm()::equals).orElse(true)
                && text(key, "use").map("sig"::equals).orElse(true);
    }

    /** Never {@code oct}: a secret that is published is none. */
    private static String typeFor(SignatureAlgorithm algorithm) {
        return switch (algorithm) {
            case RS256, RS384, RS512, PS256, PS384, PS512 -> "RSA";
            case ES256, ES384, ES512 -> "EC";
            case EDDSA -> "OKP";
            default -> throw new IllegalArgumentException(algorithm.getAlgorithm() + " has no published keys");
        };
    }

    private static Optional<String> text(JsonObject key, String member) {
        return key.get(member) instanceof JsonString text ? Optional.of(text.getString()) : Optional.empty();
    }
}
