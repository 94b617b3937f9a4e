package io.voxlynx.telephony;

import static io.voxlynx.shared.JsonApi.JSON;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import livekit.LivekitAgentDispatch.AgentDispatch;
import livekit.LivekitAgentDispatch.CreateAgentDispatchRequest;
import livekit.LivekitAgentDispatch.ListAgentDispatchRequest;
import livekit.LivekitAgentDispatch.RoomAgentDispatch;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.Room;
import livekit.LivekitRoom.CreateRoomRequest;
import livekit.LivekitRoom.DeleteRoomRequest;
import livekit.LivekitRoom.ListParticipantsRequest;
import livekit.LivekitRoom.ListParticipantsResponse;
import livekit.LivekitRoom.ListRoomsRequest;
import livekit.LivekitRoom.RoomParticipantIdentity;

/** The rooms at LiveKit and who is in them. All of it may be asked twice. Never inside a transaction. */
@ApplicationScoped
class Rooms {

    @Inject
    LiveKit liveKit;

    @Inject
    LiveKitTokens tokens;

    @Inject
    LiveKitSettings settings;

    /** Opens the room and calls the agent in; either may be done already. */
    LiveKitAnswer<?> prepare(String roomName, UUID sessionId, UUID agentId, String ownerId) {
        String metadata = metadata(sessionId, agentId, ownerId);
        CreateRoomRequest room = CreateRoomRequest.newBuilder()
                .setName(roomName)
                .setMetadata(metadata)
                .build();
        LiveKitAnswer<?> opened = liveKit.now(liveKit.rooms().createRoom(room, tokens.forRoom(roomName)));
        return opened instanceof LiveKitAnswer.Done ? callIn(roomName, metadata) : opened;
    }

    private LiveKitAnswer<?> callIn(String roomName, String metadata) {
        var ofRoom = ListAgentDispatchRequest.newBuilder().setRoom(roomName).build();
        var there = liveKit.now(liveKit.dispatches().listDispatch(ofRoom, tokens.forRoom(roomName)));
        if (!(there instanceof LiveKitAnswer.Done<livekit.LivekitAgentDispatch.ListAgentDispatchResponse> list)) {
            return there;
        }
        List<AgentDispatch> dispatches = list.value().getAgentDispatchesList();
        if (dispatches.stream().anyMatch(dispatch -> dispatch.getAgentName().equals(settings.agentName))) {
            return there;
        }
        var order = CreateAgentDispatchRequest.newBuilder()
                .setRoom(roomName)
                .setAgentName(settings.agentName)
                .setMetadata(metadata)
                .build();
        return liveKit.now(liveKit.dispatches().createDispatch(order, tokens.forRoom(roomName)));
    }

    /** For a token: calls the agent in with the first person who joins. */
    RoomAgentDispatch agent(UUID sessionId, UUID agentId, String userId) {
        return RoomAgentDispatch.newBuilder()
                .setAgentName(settings.agentName)
                .setMetadata(metadata(sessionId, agentId, userId))
                .build();
    }

    /** What the worker is told of its task. */
    private static String metadata(UUID sessionId, UUID agentId, String userId) {
        return JSON.createObjectBuilder()
                .add("session_id", sessionId.toString())
                .add("agent_id", agentId.toString())
                .add("user_id", userId)
                .build()
                .toString();
    }

    /** @throws io.voxlynx.shared.ProviderFailed if LiveKit cannot say */
    Optional<ParticipantInfo> participant(String roomName, String identity) {
        return liveKit.now(liveKit.rooms().getParticipant(one(roomName, identity), tokens.forRoom(roomName)))
                .found();
    }

    /** Nobody, where there is no such room. @throws io.voxlynx.shared.ProviderFailed if LiveKit cannot say */
    List<ParticipantInfo> participants(String roomName) {
        var ofRoom = ListParticipantsRequest.newBuilder().setRoom(roomName).build();
        return liveKit.now(liveKit.rooms().listParticipants(ofRoom, tokens.forRoom(roomName)))
                .found()
                .map(ListParticipantsResponse::getParticipantsList)
                .orElse(List.of());
    }

    /** Which of the rooms that have had this name is open; empty if none is. @throws io.voxlynx.shared.ProviderFailed */
    Optional<String> sid(String roomName) {
        var named = ListRoomsRequest.newBuilder().addNames(roomName).build();
        return liveKit.now(liveKit.rooms().listRooms(named, tokens.forListing())).required().getRoomsList().stream()
                .findFirst()
                .map(Room::getSid);
    }

    /** Hangs up on everybody. Afterwards there is no such room. */
    LiveKitAnswer<Void> delete(String roomName) {
        var room = DeleteRoomRequest.newBuilder().setRoom(roomName).build();
        return liveKit.now(liveKit.rooms().deleteRoom(room, tokens.forRoom(roomName)));
    }

    /** Hangs up on one. */
    LiveKitAnswer<Void> remove(String roomName, String identity) {
        return liveKit.now(liveKit.rooms().removeParticipant(one(roomName, identity), tokens.forRoom(roomName)));
    }

    private static RoomParticipantIdentity one(String roomName, String identity) {
        return RoomParticipantIdentity.newBuilder()
                .setRoom(roomName)
                .setIdentity(identity)
                .build();
    }
}
