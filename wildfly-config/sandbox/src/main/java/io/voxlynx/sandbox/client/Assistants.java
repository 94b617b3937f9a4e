package io.voxlynx.sandbox.client;

import jakarta.json.Json;
import jakarta.json.JsonObject;

/** Assistants of the directory, as admins use it over HTTP. */
public final class Assistants {

    private Assistants() {}

    /** One that was made at the provider and that campaigns may use, as {@code /api/assistants} tells it. */
    public static JsonObject imported(Api admin) {
        JsonObject wanted = Json.createObjectBuilder()
                .add("providerAssistantId", "sandbox-assistant-1")
                .build();
        return admin.post("/api/assistants/import", wanted).require(200, 201).json();
    }
}
