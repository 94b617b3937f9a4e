package io.voxlynx.sandbox.tokens;

import io.undertow.server.RoutingHandler;
import io.voxlynx.sandbox.http.Answer;
import io.voxlynx.sandbox.http.Fields;
import io.voxlynx.sandbox.http.Json;
import io.voxlynx.sandbox.http.JsonHandler;
import io.voxlynx.sandbox.http.Request;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Issues RS256 tokens for the audience {@code voxlynx}. */
public final class TokenIssuer {
    private static final String AUDIENCE = "voxlynx";
    private static final long DEFAULT_TTL_SECONDS = Duration.ofHours(24).toSeconds();
    private static final long MAX_TTL_SECONDS = Duration.ofDays(365).toSeconds();
    private static final int KEY_BITS = 2048;

    private static final RsaJsonWebKey KEY = newKey();

    private final Supplier<String> issuer;

    /** @param issuer the {@code iss} claim; asked for late, as the port of the server may not be known yet */
    public TokenIssuer(Supplier<String> issuer) {
        this.issuer = issuer;
    }

    private static RsaJsonWebKey newKey() {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(KEY_BITS);
            key.setKeyId(UUID.randomUUID().toString());
            key.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
            key.setUse("sig");
            return key;
        } catch (JoseException impossible) {
            throw new IllegalStateException("Every Java platform has RSA", impossible);
        }
    }

    /** Adds {@code POST /sandbox/tokens} and the key set. */
    public void addTo(RoutingHandler routes) {
        routes.post("/sandbox/tokens", JsonHandler.blocking(this::issue))
                .get("/tokens/.well-known/jwks.json", JsonHandler.of((request, reply) -> reply.send(keys())));
    }

    private Answer issue(Request request) {
        Fields fields = Fields.of(request.json()).allow(Set.of("subject", "role", "email", "ttlSeconds"));
        fields.require("subject");
        String subject = fields.text("subject", 255);
        String role = fields.text("role", 40);
        String email = fields.text("email", 255);
        long ttl = fields.integer("ttlSeconds", DEFAULT_TTL_SECONDS, -MAX_TTL_SECONDS, MAX_TTL_SECONDS);
        fields.check();
        String token = token(subject, role, email, Duration.ofSeconds(ttl), Instant.now());
        return Answer.ok(Json.object().add("token", token).build());
    }

    /**
     * A signed token.
     *
     * @param role without the claim if {@code null}; the same for {@code email}
     * @param ttl a negative one gives a token that has expired
     */
    public String token(String subject, String role, String email, Duration ttl, Instant now) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer.get());
        claims.setSubject(subject);
        claims.setAudience(AUDIENCE);
        claims.setIssuedAt(NumericDate.fromSeconds(
                Math.min(now.getEpochSecond(), now.plus(ttl).getEpochSecond())));
        claims.setExpirationTime(NumericDate.fromSeconds(now.plus(ttl).getEpochSecond()));
        claims.setJwtId(UUID.randomUUID().toString());
        if (email != null) {
            claims.setStringClaim("email", email);
        }
        if (role != null) {
            claims.setStringClaim("role", role);
        }
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setPayload(claims.toJson());
            signature.setKey(KEY.getPrivateKey());
            signature.setKeyIdHeaderValue(KEY.getKeyId());
            signature.setHeader("typ", "JWT");
            signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
            return signature.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException("The key was made for this algorithm", impossible);
        }
    }

    private Answer keys() {
        String json = new JsonWebKeySet(KEY).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
        JsonObject keys = Json.parse(json.getBytes(StandardCharsets.UTF_8));
        return Answer.ok(keys);
    }
}
