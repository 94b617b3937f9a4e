package io.voxlynx.web.identity;

import io.smallrye.jwt.KeyFormat;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies tokens with one key of one issuer: the signature with the pinned algorithm, issuer, audience. What a
 * token says of keys itself ({@code jwk}, {@code jku}, {@code x5u}, {@code x5c}) is looked at by nobody.
 */
final class Verification {

    /** SmallRye looks at the clock of this machine, which may be wrong; {@link TokenTimes} looks at the right one. */
    private static final int CLOCK_MAY_BE_OFF_SECONDS = 3600;

    private final JWTAuthContextInfo settings;
    private final Set<String> authorizedParties;
    // Kept, because it holds the key once it has read it.
    private final JWTCallerPrincipalFactory factory = new DefaultJWTCallerPrincipalFactory();

    private Verification(Issuer issuer, JWTAuthContextInfo settings) {
        this.settings = settings;
        this.authorizedParties = issuer.authorizedParties();
    }

    static Verification withSecret(Issuer issuer, String secret) {
        JWTAuthContextInfo settings = settings(issuer);
        settings.setSecretVerificationKey(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HMAC"));
        return new Verification(issuer, settings);
    }

    /** @param key a JSON Web Key; one that is broken verifies nothing */
    static Verification withKey(Issuer issuer, JsonObject key) {
        JWTAuthContextInfo settings = settings(issuer);
        settings.setPublicKeyContent(key.toString());
        settings.setKeyFormat(KeyFormat.JWK);
        return new Verification(issuer, settings);
    }

    private static JWTAuthContextInfo settings(Issuer issuer) {
        JWTAuthContextInfo settings = new JWTAuthContextInfo();
        settings.setIssuedBy(issuer.url());
        settings.setSignatureAlgorithm(issuer.algorithm());
        settings.setRequiredClaims(Set.of("sub"));
        settings.setClockSkew(CLOCK_MAY_BE_OFF_SECONDS);
        // RSA keys below 2048 bits and secrets shorter than the hash are refused.
        settings.setRelaxVerificationKeyValidation(false);
        issuer.audience().ifPresent(expected -> settings.setExpectedAudience(Set.of(expected)));
        return settings;
    }

    JWTCallerPrincipal verify(String token) throws ParseException {
        try {
            JWTCallerPrincipal principal = factory.parse(token, settings);
            if (!isForUs(principal.<Object>getClaim("azp"))) {
                throw new ParseException("issued to another party");
            }
            return principal;
        } catch (RuntimeException e) {
            // Claims of types that nobody expects, such as a list where groups should be.
            throw new ParseException("unusable token", e);
        }
    }

    private boolean isForUs(Object authorizedParty) {
        return authorizedParties.isEmpty()
                || authorizedParty instanceof String party && authorizedParties.contains(party);
    }
}
