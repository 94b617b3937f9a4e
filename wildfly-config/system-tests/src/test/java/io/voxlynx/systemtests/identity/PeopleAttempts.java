package io.voxlynx.systemtests.identity;

import static io.voxlynx.systemtests.identity.Attempt.at;
import static io.voxlynx.systemtests.identity.Attempt.get;
import static io.voxlynx.systemtests.identity.Attempt.post;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** How the operations on people are asked for. */
final class PeopleAttempts {

    private PeopleAttempts() {}

    static List<Attempt> of(Cast cast) {
        Supplier<String> person = OwnedThings.once(cast::newPerson);
        JsonObject noWebhook = Json.createObjectBuilder().addNull("webhookUrl").build();
        JsonObject role = Json.createObjectBuilder().add("role", "operator").build();
        return List.of(
                get("GET /api/me", () -> "", "/api/me"),
                at("PATCH /api/me", () -> "", (caller, none) -> caller.patch("/api/me", noWebhook)),
                get("GET /api/users", person, "/api/users?limit=100"),
                post(
                        "POST /api/users",
                        PeopleAttempts::newAddress,
                        "/api/users",
                        address ->
                                Json.createObjectBuilder().add("email", address).build()),
                get("GET /api/users/{id}", person, "/api/users/{id}"),
                at(
                        "PATCH /api/users/{id}",
                        cast::newPerson,
                        (caller, id) -> caller.patch("/api/users/" + id, noWebhook)),
                post("POST /api/users/{id}/allow", cast::newPerson, "/api/users/{id}/allow"),
                post("POST /api/users/{id}/revoke", cast::newPerson, "/api/users/{id}/revoke"),
                at(
                        "PUT /api/users/{id}/role",
                        cast::newPerson,
                        (caller, id) -> caller.put("/api/users/" + id + "/role", role)),
                get("GET /api/audit", () -> "", "/api/audit"));
    }

    private static String newAddress() {
        return Cast.PREFIX + UUID.randomUUID() + "@example.com";
    }
}
