package io.voxlynx.telephony;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import io.voxlynx.shared.Digests;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides whether a webhook comes from our LiveKit: a token signed with our secret that names the hash of the body. Works
 * on the raw bytes, before anything reads them.
 */
@ApplicationScoped
public class LiveKitSignature {

    private static final Duration LEEWAY = Duration.ofSeconds(60);
    private static final Pattern TOKEN = Pattern.compile("(?:(?i:Bearer) +)?([\\w-]+\\.[\\w-]+\\.[\\w-]+)");
    private static final int LONGEST_TOKEN = 4096;

    private JWTVerifier ours;

    protected LiveKitSignature() {}

    @Inject
    LiveKitSignature(LiveKitSettings settings, Clock clock) {
        this(settings.apiKey, settings.apiSecret, clock);
    }

    LiveKitSignature(String apiKey, String apiSecret, Clock clock) {
        JWTVerifier.BaseVerification verification =
                (JWTVerifier.BaseVerification) JWT.require(Algorithm.HMAC256(apiSecret))
                        .withIssuer(apiKey)
                        // without it a webhook could be repeated for ever
                        .withClaimPresence("exp")
                        .withClaimPresence("sha256")
                        .acceptLeeway(LEEWAY.toSeconds());
        ours = verification.build(clock);
    }

    /** @param authorization the header as it came: the token, with or without "Bearer"; null if there was none */
    public boolean isGenuine(byte[] body, String authorization) {
        if (authorization == null || authorization.length() > LONGEST_TOKEN) {
            return false;
        }
        Matcher token = TOKEN.matcher(authorization.strip());
        return token.matches() && names(token.group(1), body);
    }

    private boolean names(String token, byte[] body) {
        try {
            DecodedJWT verified = ours.verify(token);
            String claimed = verified.getClaim("sha256").asString();
            return claimed != null && MessageDigest.isEqual(decoded(claimed), Digests.sha256(body));
        } catch (JWTVerificationException e) {
            return false;
        }
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0]; // equals no hash
        }
    }
}
