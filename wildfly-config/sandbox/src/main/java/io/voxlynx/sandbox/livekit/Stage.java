package io.voxlynx.sandbox.livekit;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.undertow.server.RoutingHandler;
import io.undertow.util.HttpString;
import io.voxlynx.sandbox.http.Answer;
import io.voxlynx.sandbox.http.Endpoint;
import io.voxlynx.sandbox.http.Fields;
import io.voxlynx.sandbox.http.Json;
import io.voxlynx.sandbox.http.JsonHandler;
import io.voxlynx.sandbox.http.Refused;
import io.voxlynx.sandbox.http.Request;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo.Kind;
import livekit.LivekitRoom.RoomConfiguration;

/** What LiveKit does not have: people who come, go and telephone when a test says so, and the logs. Without a key. */
final class Stage {
    private static final String AGENT = "voxlynx-agent";
    private static final int TEXT = 200;

    private final Rooms rooms;
    private final SipBridge bridge;
    private final AccessTokens tokens;

    Stage(Rooms rooms, SipBridge bridge, AccessTokens tokens) {
        this.rooms = rooms;
        this.bridge = bridge;
        this.tokens = tokens;
    }

    void addTo(
            RoutingHandler routes,
            AtomicReference<LiveKitBehaviour> behaviour,
            SipDialLog dials,
            Transfers transfers,
            Webhooks webhooks) {
        String base = "/sandbox/livekit/";
        add(
                routes,
                "GET",
                base + "behaviour",
                request -> Answer.ok(behaviour.get().toJson()));
        add(routes, "PUT", base + "behaviour", request -> {
            JsonObject changes = request.json();
            return Answer.ok(behaviour.updateAndGet(now -> now.with(changes)).toJson());
        });
        add(routes, "GET", base + "dials", request -> Answer.ok(dials.toJson()));
        add(routes, "GET", base + "transfers", request -> Answer.ok(transfers.toJson()));
        routes.get(base + "webhooks", JsonHandler.stream(request -> webhooks::writeArray));
        add(routes, "GET", base + "rooms", request -> Answer.ok(describe()));
        add(routes, "POST", base + "inbound", this::inbound);
        add(routes, "POST", base + "rooms/{room}/join", this::join);
        add(routes, "POST", base + "rooms/{room}/leave", this::leave);
        add(routes, "POST", base + "rooms/{room}/hangup", this::hangUp);
    }

    private static void add(RoutingHandler routes, String method, String path, Endpoint.Immediate endpoint) {
        routes.add(
                new HttpString(method), path, JsonHandler.of((request, reply) -> reply.send(endpoint.handle(request))));
    }

    private Answer inbound(Request request) {
        Fields fields = Fields.of(request.json()).allow(Set.of("to", "from", "room", "agent"));
        fields.require("to");
        fields.require("from");
        String to = fields.text("to", TEXT);
        String from = fields.text("from", TEXT);
        // As the usual dispatch rule names them.
        String room = fields.has("room") ? fields.text("room", TEXT) : Ids.of("call-_" + from + "_");
        String agent = fields.has("agent") ? fields.text("agent", TEXT) : AGENT;
        fields.check();
        synchronized (rooms) {
            Participant caller = bridge.receive(to, from, room);
            rooms.dispatch(rooms.open(room), agent, "");
            return Answer.created(Json.object()
                    .add("room", room)
                    .add("identity", caller.identity())
                    .add("sid", caller.sid())
                    .add("callId", caller.attribute(Participant.CALL_ID))
                    .build());
        }
    }

    private Answer join(Request request) {
        String room = room(request);
        Fields fields = Fields.of(request.json()).allow(Set.of("identity", "name", "token", "aborts"));
        String identity = fields.text("identity", TEXT);
        String name = fields.text("name", TEXT);
        String token = fields.text("token", 10_000);
        boolean aborts = fields.flag("aborts", false);
        if (identity == null && token == null) {
            fields.require("identity");
        }
        fields.check();
        Grants grants = token == null ? Grants.NONE : verified(token, room);
        var participant = new Participant(
                identity == null ? grants.identity() : identity, Kind.STANDARD, name == null ? "" : name, "", Map.of());
        synchronized (rooms) {
            if (aborts) {
                rooms.abort(room, participant);
            } else {
                boolean opens = rooms.find(room).isEmpty();
                rooms.join(room, participant);
                if (opens && grants.roomConfig() != null) {
                    configuration(grants.roomConfig())
                            .getAgentsList()
                            .forEach(agent ->
                                    rooms.dispatch(rooms.open(room), agent.getAgentName(), agent.getMetadata()));
                }
            }
        }
        return Answer.created(Json.object()
                .add("room", room)
                .add("identity", participant.identity())
                .add("sid", participant.sid())
                .build());
    }

    private Grants verified(String token, String room) {
        try {
            Grants grants = tokens.verify(token);
            grants.requireRoomJoin(room);
            return grants;
        } catch (AccessTokens.Invalid invalid) {
            throw new Refused(401, invalid.getMessage());
        } catch (TwirpError denied) {
            throw new Refused(401, "The token does not let its bearer into this room");
        }
    }

    private static RoomConfiguration configuration(String json) {
        try {
            var configuration = RoomConfiguration.newBuilder();
            JsonFormat.parser().ignoringUnknownFields().merge(json, configuration);
            return configuration.build();
        } catch (InvalidProtocolBufferException wrong) {
            throw new Refused(400, "roomConfig of the token: " + wrong.getMessage());
        }
    }

    private Answer leave(Request request) {
        Fields fields = Fields.of(request.json()).allow(Set.of("identity"));
        fields.require("identity");
        String identity = fields.text("identity", TEXT);
        fields.check();
        synchronized (rooms) {
            rooms.leave(room(request), present(request, identity), DisconnectReason.CLIENT_INITIATED);
        }
        return Answer.ok(JsonValue.EMPTY_JSON_OBJECT);
    }

    /** Without an identity, of the first one in the room who is at a telephone. */
    private Answer hangUp(Request request) {
        Fields fields = Fields.of(request.body().length == 0 ? JsonValue.EMPTY_JSON_OBJECT : request.json())
                .allow(Set.of("identity"));
        String identity = fields.text("identity", TEXT);
        fields.check();
        synchronized (rooms) {
            Participant participant = identity != null
                    ? present(request, identity)
                    : rooms.find(room(request)).stream()
                            .flatMap(room -> room.participants().stream())
                            .filter(Participant::isSip)
                            .findFirst()
                            .orElseThrow(() -> new Refused(404, "Nobody is at a telephone in this room"));
            bridge.hangUp(room(request), participant);
        }
        return Answer.ok(JsonValue.EMPTY_JSON_OBJECT);
    }

    private Participant present(Request request, String identity) {
        return rooms.find(room(request))
                .flatMap(room -> room.find(identity))
                .orElseThrow(() -> new Refused(404, "There is no " + identity + " in this room"));
    }

    private static String room(Request request) {
        return request.parameter("room").orElseThrow();
    }

    private JsonValue describe() {
        var all = Json.array();
        synchronized (rooms) {
            for (Room room : rooms.all()) {
                var participants = Json.array();
                room.participants().forEach(participant -> participants.add(json(participant.info())));
                var agents = Json.array();
                room.dispatches().values().forEach(dispatch -> agents.add(json(dispatch)));
                all.add(Json.object(json(room.info()))
                        .add("participants", participants)
                        .add("dispatches", agents));
            }
        }
        return all.build();
    }

    private static JsonObject json(Message message) {
        try {
            return Json.parse(JsonFormat.printer().print(message).getBytes(StandardCharsets.UTF_8));
        } catch (InvalidProtocolBufferException impossible) {
            throw new IllegalStateException("It was made here", impossible);
        }
    }
}
