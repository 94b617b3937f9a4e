package io.voxlynx.sandbox.livekit;

import io.voxlynx.sandbox.livekit.TwirpError.Code;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import livekit.LivekitAgentDispatch.AgentDispatch;
import livekit.LivekitAgentDispatch.AgentDispatchState;
import livekit.LivekitAgentDispatch.CreateAgentDispatchRequest;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo.Kind;
import livekit.LivekitRoom.CreateRoomRequest;

/**
 * All rooms. One lock guards them and the order of their webhooks: what is told of a room is told in the order in which
 * it happened.
 */
final class Rooms {
    private final Map<String, Room> byName = new LinkedHashMap<>();
    private final Webhooks webhooks;
    private final Supplier<LiveKitBehaviour> behaviour;
    private final ScheduledExecutorService scheduler;

    Rooms(Webhooks webhooks, Supplier<LiveKitBehaviour> behaviour, ScheduledExecutorService scheduler) {
        this.webhooks = webhooks;
        this.behaviour = behaviour;
        this.scheduler = scheduler;
    }

    /** The room of this name, made if there is none. */
    synchronized Room open(CreateRoomRequest order) {
        Room present = byName.get(order.getName());
        if (present != null) {
            return present;
        }
        Room room = new Room(order);
        byName.put(room.name(), room);
        webhooks.tell(room, Webhook.of(Webhook.ROOM_STARTED, room.info(), null));
        order.getAgentsList().forEach(agent -> dispatch(room, agent.getAgentName(), agent.getMetadata()));
        planClosing(room, room.emptyMillis());
        return room;
    }

    synchronized Room open(String name) {
        return open(CreateRoomRequest.newBuilder().setName(name).build());
    }

    synchronized List<Room> all() {
        return List.copyOf(byName.values());
    }

    synchronized Optional<Room> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    synchronized Participant participant(String room, String identity) {
        return find(room)
                .flatMap(found -> found.find(identity))
                .orElseThrow(() -> new TwirpError(Code.NOT_FOUND, "participant does not exist"));
    }

    /** Lets somebody into a room, which is made if there is none; another one with this identity has to leave. */
    synchronized void join(String roomName, Participant participant) {
        Room room = open(roomName);
        room.planClosing(null);
        room.add(participant).ifPresent(before -> left(room, before, DisconnectReason.DUPLICATE_IDENTITY));
        webhooks.tell(room, Webhook.of(Webhook.JOINED, room.info(), participant.info()));
    }

    /** Somebody who came to the door and never got in. */
    synchronized void abort(String roomName, Participant participant) {
        Room room = open(roomName);
        webhooks.tell(room, Webhook.of(Webhook.ABORTED, room.info(), participant.info(DisconnectReason.JOIN_FAILURE)));
    }

    /** Nothing happens if it is no longer there. */
    synchronized void leave(String roomName, Participant participant, DisconnectReason reason) {
        Room room = byName.get(roomName);
        if (room != null && room.remove(participant)) {
            left(room, participant, reason);
            if (room.isDeserted()) {
                planClosing(room, room.departureMillis(behaviour.get().departureMillis()));
            }
        }
    }

    private void left(Room room, Participant participant, DisconnectReason reason) {
        webhooks.tell(room, Webhook.of(Webhook.LEFT, room.info(), participant.info(reason)));
        participant.left(reason);
    }

    synchronized void delete(String name) {
        Room room = find(name).orElseThrow(() -> new TwirpError(Code.NOT_FOUND, "requested room does not exist"));
        end(room, DisconnectReason.ROOM_DELETED);
    }

    private void planClosing(Room room, int millis) {
        room.planClosing(scheduler.schedule(() -> closeIfDeserted(room), millis, TimeUnit.MILLISECONDS));
    }

    private synchronized void closeIfDeserted(Room room) {
        if (byName.get(room.name()) == room && room.isDeserted()) {
            end(room, DisconnectReason.ROOM_CLOSED);
        }
    }

    private void end(Room room, DisconnectReason reason) {
        byName.remove(room.name());
        room.planClosing(null);
        for (Participant participant : room.participants()) {
            room.remove(participant);
            left(room, participant, reason);
        }
        webhooks.tell(room, Webhook.of(Webhook.ROOM_FINISHED, room.info(), null));
    }

    synchronized AgentDispatch dispatch(CreateAgentDispatchRequest order) {
        return dispatch(open(order.getRoom()), order.getAgentName(), order.getMetadata());
    }

    /** A worker takes the job, if one is there, and sends an agent. */
    synchronized AgentDispatch dispatch(Room room, String agentName, String metadata) {
        var dispatch = AgentDispatch.newBuilder()
                .setId(Ids.of("AD_"))
                .setAgentName(agentName)
                .setRoom(room.name())
                .setMetadata(metadata)
                .setState(AgentDispatchState.newBuilder()
                        .setCreatedAt(TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis())))
                .build();
        room.dispatches().put(dispatch.getId(), dispatch);
        if (behaviour.get().agents()) {
            scheduler.schedule(() -> sendAgent(room, dispatch), behaviour.get().agentMillis(), TimeUnit.MILLISECONDS);
        }
        return dispatch;
    }

    private synchronized void sendAgent(Room room, AgentDispatch dispatch) {
        if (byName.get(room.name()) == room && room.dispatches().containsKey(dispatch.getId())) {
            var agent = new Participant(
                    Ids.of("agent-AJ_"),
                    Kind.AGENT,
                    dispatch.getAgentName(),
                    dispatch.getMetadata(),
                    Map.of("lk.agent.state", "listening"));
            room.add(agent);
            webhooks.tell(room, Webhook.of(Webhook.JOINED, room.info(), agent.info()));
        }
    }

    /**
     * Asks the room itself, as LiveKit does: one that is not there does not answer.
     *
     * @param id empty for all of the room
     */
    synchronized List<AgentDispatch> dispatches(String roomName, String id) {
        List<AgentDispatch> found =
                new ArrayList<>(answering(roomName).dispatches().values());
        found.removeIf(dispatch -> !id.isEmpty() && !dispatch.getId().equals(id));
        return found;
    }

    synchronized AgentDispatch withdraw(String roomName, String id) {
        AgentDispatch withdrawn = answering(roomName).dispatches().remove(id);
        if (withdrawn == null) {
            throw new TwirpError(Code.NOT_FOUND, "dispatch ID not found");
        }
        return withdrawn;
    }

    private Room answering(String roomName) {
        return find(roomName).orElseThrow(() -> new TwirpError(Code.UNAVAILABLE, "no response from servers"));
    }
}
