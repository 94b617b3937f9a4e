package io.voxlynx.systemtests.jms;

import io.voxlynx.sandbox.client.Api;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An API key as a client of the broker shows it. */
public record Key(String id, String user, String password) {

    public static Key of(Api owner, String... scopes) {
        return made(owner.post(
                        "/api/api-keys",
                        Json.createObjectBuilder()
                                .add("name", "broker")
                                .add("scopes", Json.createArrayBuilder(List.of(scopes)))
                                .build())
                .require(201)
                .json());
    }

    /** What proves that whoever sends this has the key. */
    String signature(String body) {
        try {
            byte[] secret = MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.US_ASCII));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As it was answered. */
    public static Key made(JsonObject made) {
        return new Key(made.getString("id"), made.getString("prefix"), made.getString("key"));
    }
}
