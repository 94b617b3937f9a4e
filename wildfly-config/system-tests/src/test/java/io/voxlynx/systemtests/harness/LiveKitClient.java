package io.voxlynx.systemtests.harness;

import io.livekit.server.AccessToken;
import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.run.LocalPlatform;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** LiveKit's stand-in: people who call, come and go, what was dialled, and webhooks in its name. */
public final class LiveKitClient {

    private final LocalPlatform platform;
    private final Api product;

    LiveKitClient(LocalPlatform platform, Api product) {
        this.platform = platform;
        this.product = product;
    }

    /** Every telephone that rang so far, of all tests: room, identity, number, answeredAt, endedAt, outcome. */
    public List<JsonObject> dials() {
        return list("/sandbox/livekit/dials");
    }

    public List<JsonObject> dialsIn(String room) {
        return in(room, dials());
    }

    /** The REFERs to LiveKit: room, identity, to, outcome. */
    public List<JsonObject> transfersIn(String room) {
        return in(room, list("/sandbox/livekit/transfers"));
    }

    /** Every attempt to deliver a webhook about the room: id, event, identity, answer, fault, attempt. */
    public List<JsonObject> webhooksAbout(String room) {
        return in(room, list("/sandbox/livekit/webhooks"));
    }

    /** The rooms that are open now, each with its participants and dispatches. */
    public List<JsonObject> rooms() {
        return list("/sandbox/livekit/rooms");
    }

    /** Those in the room now, as LiveKit's API shows them; nobody if there is no such room. */
    public List<JsonObject> participants(String room) {
        return rooms().stream()
                .filter(open -> open.getString("name").equals(room))
                .flatMap(open -> open.getJsonArray("participants").getValuesAs(JsonObject.class).stream())
                .toList();
    }

    /** Changes some settings, the same fields as {@code PUT /sandbox/livekit/behaviour}; until the next test. */
    public void behave(JsonObject changes) {
        control().put("/sandbox/livekit/behaviour", changes).require(200);
    }

    /** Calls that are answered quickly and last until somebody ends them, no faults. */
    void behaveWell() {
        behave(Json.createObjectBuilder()
                .add("ringMillis", 200)
                .add("talkMillis", 0)
                .add("outcome", "answered")
                .add("agents", true)
                .add("agentMillis", 50)
                .add("departureMillis", 200)
                .add("retryMillis", 100)
                .add("faults", JsonValue.EMPTY_JSON_OBJECT)
                .build());
    }

    /**
     * Somebody calls one of our numbers.
     *
     * @return room, identity, sid and callId of the caller
     */
    public JsonObject inbound(String to, String from) {
        return control()
                .post(
                        "/sandbox/livekit/inbound",
                        Json.createObjectBuilder()
                                .add("to", to)
                                .add("from", from)
                                .build())
                .require(201)
                .json();
    }

    /** Somebody comes into the room from the web, without any token. */
    public void join(String room, String identity) {
        at(room, "join", Json.createObjectBuilder().add("identity", identity)).require(201);
    }

    /** Comes with the token that the product made; 401 where LiveKit would not let its bearer in. */
    public Answer joinWith(String token, String room) {
        return at(room, "join", Json.createObjectBuilder().add("token", token));
    }

    public void leave(String room, String identity) {
        at(room, "leave", Json.createObjectBuilder().add("identity", identity)).require(200);
    }

    /** The first one at a telephone in this room hangs up. */
    public void hangUp(String room) {
        at(room, "hangup", Json.createObjectBuilder()).require(200);
    }

    public void hangUp(String room, String identity) {
        at(room, "hangup", Json.createObjectBuilder().add("identity", identity)).require(200);
    }

    private Answer at(String room, String what, JsonObjectBuilder body) {
        return control().post("/sandbox/livekit/rooms/" + room + "/" + what, body.build());
    }

    /** A webhook as LiveKit signs it, whatever its body. */
    public Answer deliver(String body) {
        return deliver(body, authorization(body));
    }

    /** @param authorization the whole header, {@code null} for none */
    public Answer deliver(String body, String authorization) {
        var request = product.anonymous()
                .request("/api/livekit/webhook")
                .header("Content-Type", "application/webhook+json")
                .POST(BodyPublishers.ofString(body));
        return product.send(authorization == null ? request : request.header("Authorization", authorization));
    }

    /** What LiveKit puts into the header for this body. */
    public String authorization(String body) {
        return authorization(LocalPlatform.LIVEKIT_API_KEY, platform.secrets().liveKit(), body);
    }

    public String authorization(String apiKey, String apiSecret, String body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            AccessToken token = new AccessToken(apiKey, apiSecret);
            token.setTtl(300_000);
            token.setSha256(Base64.getEncoder().encodeToString(hash));
            return token.toJwt();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The body of a webhook about a room, with an id of its own. */
    public static String event(String name, String room) {
        return body(name, room).build().toString();
    }

    /** The body of a webhook about a participant. */
    public static String event(String name, String room, JsonObject participant) {
        return body(name, room).add("participant", participant).build().toString();
    }

    private static JsonObjectBuilder body(String name, String room) {
        return Json.createObjectBuilder()
                .add("event", name)
                .add("id", "EV_" + UUID.randomUUID())
                .add("createdAt", Long.toString(Instant.now().getEpochSecond()))
                .add("room", Json.createObjectBuilder().add("sid", "RM_test").add("name", room));
    }

    /** Where LiveKit is, for those who ask it themselves. */
    public URI url() {
        return platform.sandbox().url();
    }

    private static List<JsonObject> in(String room, List<JsonObject> entries) {
        return entries.stream()
                .filter(entry -> entry.getString("room").equals(room))
                .toList();
    }

    private List<JsonObject> list(String path) {
        return control().get(path).require(200).array().getValuesAs(JsonObject.class);
    }

    private Api control() {
        return Api.of(platform.sandbox().url());
    }
}
