package io.voxlynx.systemtests.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.tokens.Provider;
import io.voxlynx.systemtests.harness.Installation;
import jakarta.json.JsonObject;
import java.util.Base64;
import java.util.List;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** A key that everybody may read, in the forms in which somebody could take it for a secret. */
record PublishedKey(JsonObject jwk) {

    static List<PublishedKey> of(Installation voxlynx, Provider provider) {
        return Api.of(voxlynx.platform().sandbox().url())
                .get(provider.path() + "/.well-known/jwks.json")
                .require(200)
                .json()
                .getJsonArray("keys")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(PublishedKey::new)
                .toList();
    }

    byte[] as(String form) throws JoseException {
        return switch (form) {
            case "PEM" -> (pem() + "\n").getBytes(UTF_8);
            case "PEM without line feed" -> pem().getBytes(UTF_8);
            case "DER" -> der();
            case "JWK" -> jwk.toString().getBytes(UTF_8);
            case "modulus or x" -> Base64.getUrlDecoder().decode(jwk.getString(jwk.containsKey("n") ? "n" : "x"));
            default -> (jwk.getString("kid") + "-padded-to-be-long-enough").getBytes(UTF_8);
        };
    }

    private String pem() throws JoseException {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der())
                + "\n-----END PUBLIC KEY-----";
    }

    private byte[] der() throws JoseException {
        return PublicJsonWebKey.Factory.newPublicJwk(jwk.toString())
                .getPublicKey()
                .getEncoded();
    }
}
