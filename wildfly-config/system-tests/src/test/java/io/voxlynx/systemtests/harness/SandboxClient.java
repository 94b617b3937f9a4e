package io.voxlynx.systemtests.harness;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.run.LocalPlatform;
import io.voxlynx.sandbox.tokens.Provider;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The provider's stand-in: how it behaves, what it was asked, and webhooks in its name. */
public final class SandboxClient {

    private final LocalPlatform platform;
    private final Api product;

    SandboxClient(LocalPlatform platform, Api product) {
        this.platform = platform;
        this.product = product;
    }

    /** Every {@code POST /call} so far, of all tests; a test's own are in {@link TestCampaign#dials()}. */
    public List<JsonObject> dials() {
        return control().get("/sandbox/dials").require(200).array().getValuesAs(JsonObject.class);
    }

    public List<JsonObject> webhooks() {
        return control().get("/sandbox/webhooks").require(200).array().getValuesAs(JsonObject.class);
    }

    /** Changes some settings, the same fields as {@code PUT /sandbox/behaviour}; until the next test. */
    public void behave(JsonObject changes) {
        control().put("/sandbox/behaviour", changes).require(200);
    }

    /** The issuer signs with a new key; the older ones stay published. */
    public void rotateKeys(Provider issuer) {
        keys(issuer, "rotate");
    }

    /** Only the key that signs stays published. */
    public void retireKeys(Provider issuer) {
        keys(issuer, "retire");
    }

    /** How often the issuer was asked for its keys. */
    public int keyQuestions(Provider issuer) {
        return control()
                .get("/sandbox/keys/" + issuer.word())
                .require(200)
                .json()
                .getInt("asked");
    }

    /** What goes wrong when the issuer is asked for its keys, as the sandbox calls it; until the next test. */
    public void breakKeys(Provider issuer, String fault) {
        control()
                .put(
                        "/sandbox/keys/" + issuer.word() + "/behaviour",
                        Json.createObjectBuilder().add("fault", fault).build())
                .require(200);
    }

    private void keys(Provider issuer, String change) {
        control().post("/sandbox/keys/" + issuer.word() + "/" + change).require(200);
    }

    /** Short calls, no faults. */
    void behaveWell() {
        Arrays.stream(Provider.values()).filter(Provider::publishesKeys).forEach(issuer -> breakKeys(issuer, "none"));
        behave(Json.createObjectBuilder()
                .add("ringMillis", 50)
                .add("talkMillis", 200)
                .add("answerRate", 0.6)
                .add("seed", 1)
                .add("concurrencyLimit", 100)
                .add("faults", JsonValue.EMPTY_JSON_OBJECT)
                .build());
    }

    /** A token as {@code POST /sandbox/tokens} makes it, for the ones that the usual callers do not have. */
    public String token(JsonObject claims) {
        return control().post("/sandbox/tokens", claims).require(200).json().getString("token");
    }

    /** A webhook as the provider signs it, whatever its body. */
    public Answer deliver(String body) {
        return deliver(body, signature(body));
    }

    public Answer deliver(String body, String signature) {
        return product.send(product.request("/api/webhooks/vapi")
                .header("Content-Type", "application/json")
                .header("X-Signature", signature)
                .POST(BodyPublishers.ofString(body)));
    }

    /** Hexadecimal HMAC-SHA-256 of the body. */
    public String signature(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(platform.secrets().webhook().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    private Api control() {
        return Api.of(platform.sandbox().url());
    }
}
