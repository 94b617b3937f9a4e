package io.voxlynx.systemtests.identity;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Installation;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The {@link Actor}s with their tokens. No other test knows their subjects, which all begin alike. */
final class Cast {

    static final String PREFIX = "matrix-";

    private final Installation voxlynx;
    private final Map<String, Map<Actor, Api>> byOwners = new HashMap<>();

    Cast(Installation voxlynx) {
        this.voxlynx = voxlynx;
    }

    /** @param owners the role of those whose things are asked for */
    Api of(Actor actor, String owners) {
        Map<Actor, Api> ofOwners = byOwners.computeIfAbsent(owners, any -> new EnumMap<>(Actor.class));
        Api known = ofOwners.get(actor);
        if (known == null) {
            known = make(actor, owners);
            ofOwners.put(actor, known);
        }
        return known;
    }

    Api owner(String role) {
        return of(Actor.OWNER, role);
    }

    static String subjectOfOwner(String role) {
        return subject(Actor.OWNER, role);
    }

    private Api make(Actor actor, String owners) {
        Api caller = withCredential(actor, owners);
        // Whoever comes for the first time gets a profile.
        caller.get("/api/me");
        if (actor == Actor.REVOKED) {
            String profile = person(subject(actor, owners));
            voxlynx.admin().post("/api/users/" + profile + "/revoke").require(200);
        }
        return caller;
    }

    /** @return the id of the profile of somebody who has come before */
    private String person(String subject) {
        return voxlynx.db()
                .one(UUID.class, "select id from users where subject = ?", subject)
                .toString();
    }

    /** @return the id of somebody whom no other test knows */
    String newPerson() {
        String subject = PREFIX + UUID.randomUUID();
        with(subject, "voice", 3600).get("/api/me").require(200);
        return person(subject);
    }

    private Api withCredential(Actor actor, String owners) {
        return switch (actor) {
            case NOBODY -> voxlynx.anonymous();
            case SCHEDULER -> voxlynx.scheduler();
            case EXPIRED -> with(subjectOfOwner(owners), owners, -3600);
            case OWNERS_KEY -> key(of(Actor.OWNER, owners), owners);
            case WORKERS_KEY -> key(of(Actor.OWNER, "admin"), "agent-worker");
            case REVOKED_KEY -> revokedKey(of(Actor.OWNER, owners), owners);
            case REVOKED -> with(subject(actor, owners), owners, 3600);
            default -> with(subject(actor, owners), actor.role(owners).orElseThrow(), 3600);
        };
    }

    private Api key(Api owner, String scope) {
        return voxlynx.anonymous().as(newKey(owner, scope).getString("key"));
    }

    private Api revokedKey(Api owner, String scope) {
        JsonObject key = newKey(owner, scope);
        owner.delete("/api/api-keys/" + key.getString("id")).require(204);
        return voxlynx.anonymous().as(key.getString("key"));
    }

    private static JsonObject newKey(Api owner, String scope) {
        JsonObject order = Json.createObjectBuilder()
                .add("name", "Matrix")
                .add("scopes", Json.createArrayBuilder().add(scope))
                .build();
        return owner.post("/api/api-keys", order).require(201).json();
    }

    private static String subject(Actor actor, String owners) {
        boolean ofOwners = actor == Actor.OWNER || actor == Actor.PEER || actor == Actor.REVOKED;
        return PREFIX + (ofOwners ? owners + "-" : "") + actor.name().toLowerCase();
    }

    private Api with(String subject, String role, int seconds) {
        JsonObjectBuilder claims =
                Json.createObjectBuilder().add("subject", subject).add("ttlSeconds", seconds);
        if (!role.isEmpty()) {
            claims.add("role", role);
        }
        return voxlynx.anonymous().as(voxlynx.sandbox().token(claims.build()));
    }
}
