package io.voxlynx.sandbox.livekit;

import com.google.protobuf.Message;
import livekit.LivekitAgentDispatch.CreateAgentDispatchRequest;
import livekit.LivekitAgentDispatch.DeleteAgentDispatchRequest;
import livekit.LivekitAgentDispatch.ListAgentDispatchRequest;
import livekit.LivekitAgentDispatch.ListAgentDispatchResponse;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitRoom.CreateRoomRequest;
import livekit.LivekitRoom.DeleteRoomRequest;
import livekit.LivekitRoom.DeleteRoomResponse;
import livekit.LivekitRoom.ListParticipantsRequest;
import livekit.LivekitRoom.ListParticipantsResponse;
import livekit.LivekitRoom.ListRoomsRequest;
import livekit.LivekitRoom.ListRoomsResponse;
import livekit.LivekitRoom.RemoveParticipantResponse;
import livekit.LivekitRoom.RoomParticipantIdentity;

/** The services for rooms and for agent dispatch. */
final class RoomServices {
    private final Rooms rooms;

    RoomServices(Rooms rooms) {
        this.rooms = rooms;
    }

    void addTo(Twirp twirp) {
        String service = "RoomService";
        var identity = RoomParticipantIdentity.getDefaultInstance();
        twirp.serveNow(service, "CreateRoom", CreateRoomRequest.getDefaultInstance(), this::create);
        twirp.serveNow(service, "ListRooms", ListRoomsRequest.getDefaultInstance(), this::list);
        twirp.serveNow(service, "DeleteRoom", DeleteRoomRequest.getDefaultInstance(), this::delete);
        twirp.serveNow(
                service, "ListParticipants", ListParticipantsRequest.getDefaultInstance(), this::listParticipants);
        twirp.serveNow(service, "GetParticipant", identity, this::getParticipant);
        twirp.serveNow(service, "RemoveParticipant", identity, this::removeParticipant);
        service = "AgentDispatchService";
        twirp.serveNow(service, "CreateDispatch", CreateAgentDispatchRequest.getDefaultInstance(), this::dispatch);
        twirp.serveNow(service, "ListDispatch", ListAgentDispatchRequest.getDefaultInstance(), this::listDispatches);
        twirp.serveNow(service, "DeleteDispatch", DeleteAgentDispatchRequest.getDefaultInstance(), this::withdraw);
    }

    private Message create(Grants grants, CreateRoomRequest order) {
        grants.requireRoomCreate();
        synchronized (rooms) {
            return rooms.open(order).info();
        }
    }

    private Message list(Grants grants, ListRoomsRequest request) {
        grants.requireRoomList();
        var found = ListRoomsResponse.newBuilder();
        synchronized (rooms) {
            rooms.all().stream()
                    .filter(room -> request.getNamesCount() == 0
                            || request.getNamesList().contains(room.name()))
                    .forEach(room -> found.addRooms(room.info()));
        }
        return found.build();
    }

    private Message delete(Grants grants, DeleteRoomRequest request) {
        grants.requireRoomCreate();
        rooms.delete(request.getRoom());
        return DeleteRoomResponse.getDefaultInstance();
    }

    /** A room that is not there has nobody in it, for the real server too. */
    private Message listParticipants(Grants grants, ListParticipantsRequest request) {
        grants.requireRoomAdmin(request.getRoom());
        var found = ListParticipantsResponse.newBuilder();
        synchronized (rooms) {
            rooms.find(request.getRoom())
                    .ifPresent(room ->
                            room.participants().forEach(participant -> found.addParticipants(participant.info())));
        }
        return found.build();
    }

    private Message getParticipant(Grants grants, RoomParticipantIdentity request) {
        grants.requireRoomAdmin(request.getRoom());
        synchronized (rooms) {
            return rooms.participant(request.getRoom(), request.getIdentity()).info();
        }
    }

    private Message removeParticipant(Grants grants, RoomParticipantIdentity request) {
        grants.requireRoomAdmin(request.getRoom());
        synchronized (rooms) {
            rooms.leave(
                    request.getRoom(),
                    rooms.participant(request.getRoom(), request.getIdentity()),
                    DisconnectReason.PARTICIPANT_REMOVED);
        }
        return RemoveParticipantResponse.getDefaultInstance();
    }

    private Message dispatch(Grants grants, CreateAgentDispatchRequest order) {
        grants.requireRoomAdmin(order.getRoom());
        return rooms.dispatch(order);
    }

    private Message listDispatches(Grants grants, ListAgentDispatchRequest request) {
        grants.requireRoomAdmin(request.getRoom());
        return ListAgentDispatchResponse.newBuilder()
                .addAllAgentDispatches(rooms.dispatches(request.getRoom(), request.getDispatchId()))
                .build();
    }

    private Message withdraw(Grants grants, DeleteAgentDispatchRequest request) {
        grants.requireRoomAdmin(request.getRoom());
        return rooms.withdraw(request.getRoom(), request.getDispatchId());
    }
}
