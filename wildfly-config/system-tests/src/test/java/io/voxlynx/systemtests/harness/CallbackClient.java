package io.voxlynx.systemtests.harness;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.run.LocalPlatform;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;

/** A customer's server that takes callbacks, under a name of this test's own. */
public final class CallbackClient {

    private final LocalPlatform platform;
    private final String name = UUID.randomUUID().toString();

    public CallbackClient(LocalPlatform platform) {
        this.platform = platform;
    }

    /** What to give as {@code callback_url}. */
    public String url() {
        return platform.sandbox().url() + path();
    }

    /** What came so far: receivedAt, headers, body (a text). */
    public List<JsonObject> received() {
        return control().get(path()).require(200).array().getValuesAs(JsonObject.class);
    }

    /** How it answers: any of {@code status}, {@code first} (so many, the later ones 200), {@code redirect}, {@code delayMillis}. */
    public void answer(JsonObject manners) {
        control().put(path(), manners).require(200);
    }

    private String path() {
        return "/sandbox/callbacks/" + name;
    }

    private Api control() {
        return Api.of(platform.sandbox().url());
    }
}
