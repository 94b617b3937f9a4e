package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.run.LocalPlatform;
import jakarta.json.Json;

/**
 * Who gives the orders, by their API keys: the identity provider that vouches for tokens is part of what gets killed.
 *
 * @param owner of the campaigns
 */
record Callers(String owner, String admin) {

    static Callers at(LocalPlatform platform) {
        return new Callers(
                key(platform, platform.sandbox().token("chaos-operator", "operator"), "operator"),
                key(platform, platform.sandbox().token("chaos-admin", "admin"), "admin"));
    }

    private static String key(LocalPlatform platform, String token, String role) {
        return Api.of(platform.baseUrl())
                .as(token)
                .post(
                        "/api/api-keys",
                        Json.createObjectBuilder()
                                .add("name", "chaos")
                                .add("scopes", Json.createArrayBuilder().add(role))
                                .build())
                .require(201)
                .json()
                .getString("key");
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "Callers[]";
    }
}
