package io.voxlynx.sandbox.tokens;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * What tokens are signed with.
 *
 * @param published what others verify with; {@code null} for a shared secret
 */
record SigningKey(String id, String algorithm, Key key, PublicJsonWebKey published) {

    private static final int RSA_BITS = 2048;

    /** A pair that the algorithm asks for. */
    static SigningKey pair(String id, String algorithm) {
        try {
            PublicJsonWebKey pair = algorithm.equals(AlgorithmIdentifiers.RSA_USING_SHA256)
                    ? RsaJwkGenerator.generateJwk(RSA_BITS)
                    : EcJwkGenerator.generateJwk(EllipticCurves.P256);
            pair.setKeyId(id);
            pair.setAlgorithm(algorithm);
            pair.setUse("sig");
            return new SigningKey(id, algorithm, pair.getPrivateKey(), pair);
        } catch (JoseException impossible) {
            throw new IllegalStateException("Every Java platform has RSA and the curves", impossible);
        }
    }

    static SigningKey shared(String id, String secret) {
        Key key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        return new SigningKey(id, AlgorithmIdentifiers.HMAC_SHA256, key, null);
    }

    String sign(String claims) {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setPayload(claims);
            signature.setKey(key);
            signature.setKeyIdHeaderValue(id);
            signature.setHeader("typ", "JWT");
            signature.setAlgorithmHeaderValue(algorithm);
            return signature.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException("The key was made for this algorithm", impossible);
        }
    }

    @Override
    public String toString() {
        return algorithm + " key " + id;
    }
}
