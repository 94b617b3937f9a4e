package io.voxlynx.systemtests.identity;

import static io.voxlynx.systemtests.identity.Attempt.at;
import static io.voxlynx.systemtests.identity.Attempt.get;
import static io.voxlynx.systemtests.identity.Attempt.post;

import java.util.List;

/** How the operations on API keys are asked for. */
final class KeyAttempts {

    private KeyAttempts() {}

    static List<Attempt> of(OwnedThings things) {
        return List.of(
                get("GET /api/api-keys", things::apiKey, "/api/api-keys?limit=100")
                        .showing((answer, id) -> answer.text().contains(id)),
                post("POST /api/api-keys", () -> "", "/api/api-keys", any -> things.newApiKey()),
                at("DELETE /api/api-keys/{id}", things::apiKey, (caller, id) -> caller.delete("/api/api-keys/" + id)));
    }
}
