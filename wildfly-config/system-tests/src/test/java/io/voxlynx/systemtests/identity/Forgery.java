package io.voxlynx.systemtests.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A token written by hand, so that all of it can be wrong: header and claims are any text. */
record Forgery(String header, String claims) {

    /** The same token, to be changed and signed anew. */
    static Forgery of(String token) {
        String[] parts = token.split("\\.");
        return new Forgery(decoded(parts[0]), decoded(parts[1]));
    }

    static String signatureOf(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }

    Forgery header(String name, String value) {
        return header(name, Json.createValue(value));
    }

    /** @param value null takes it away */
    Forgery header(String name, JsonValue value) {
        return new Forgery(changed(header, name, value), claims);
    }

    Forgery claim(String name, String value) {
        return claim(name, Json.createValue(value));
    }

    Forgery claim(String name, long value) {
        return claim(name, Json.createValue(value));
    }

    Forgery claim(String name, JsonValue value) {
        return new Forgery(header, changed(claims, name, value));
    }

    Forgery withHeader(String text) {
        return new Forgery(text, claims);
    }

    Forgery withClaims(String text) {
        return new Forgery(header, text);
    }

    String unsigned() {
        return withSignature("");
    }

    String withSignature(String signature) {
        return signed() + "." + signature;
    }

    /** RS256 or ES256, by the kind of key. */
    String signedWith(PrivateKey key) {
        String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSAinP1363Format";
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(signed().getBytes(UTF_8));
            return withSignature(encoded(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** HS256. */
    String signedWith(byte[] secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return withSignature(encoded(mac.doFinal(signed().getBytes(UTF_8))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String signed() {
        return encoded(header.getBytes(UTF_8)) + "." + encoded(claims.getBytes(UTF_8));
    }

    static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), UTF_8);
    }

    private static String changed(String json, String name, JsonValue value) {
        JsonObject object = Json.createReader(new StringReader(json)).readObject();
        JsonObjectBuilder builder = Json.createObjectBuilder(object);
        return (value == null ? builder.remove(name) : builder.add(name, value))
                .build()
                .toString();
    }
}
