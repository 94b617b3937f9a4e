package io.voxlynx.sandbox.livekit;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import livekit.LivekitAgentDispatch.AgentDispatch;
import livekit.LivekitModels;
import livekit.LivekitRoom.CreateRoomRequest;

/** A room and who is in it. Guarded by the lock of {@link Rooms}. */
final class Room {
    // As the real server's, in seconds.
    private static final int EMPTY_TIMEOUT = 300;
    private static final int DEPARTURE_TIMEOUT = 20;

    private final String sid = Ids.of("RM_");
    private final Instant createdAt = Instant.now();
    private final CreateRoomRequest order;
    private final Map<String, Participant> participants = new LinkedHashMap<>();
    private final Map<String, AgentDispatch> dispatches = new LinkedHashMap<>();
    private WebhookFault webhookFault;
    private Future<?> closing;

    Room(CreateRoomRequest order) {
        this.order = order;
    }

    String name() {
        return order.getName();
    }

    /** Milliseconds until it is closed if nobody ever comes. */
    int emptyMillis() {
        return 1_000 * (order.getEmptyTimeout() == 0 ? EMPTY_TIMEOUT : order.getEmptyTimeout());
    }

    /** Milliseconds until it is closed after the last one went. */
    int departureMillis(int otherwise) {
        return order.getDepartureTimeout() == 0 ? otherwise : 1_000 * order.getDepartureTimeout();
    }

    /** @return the one who had this identity before */
    Optional<Participant> add(Participant participant) {
        participants.values().forEach(Participant::company);
        return Optional.ofNullable(participants.put(participant.identity(), participant));
    }

    /** @return whether it was there */
    boolean remove(Participant participant) {
        return participants.remove(participant.identity(), participant);
    }

    Optional<Participant> find(String identity) {
        return Optional.ofNullable(participants.get(identity));
    }

    Collection<Participant> participants() {
        return List.copyOf(participants.values());
    }

    boolean isDeserted() {
        return participants.values().stream().noneMatch(Participant::keepsRoomOpen);
    }

    Map<String, AgentDispatch> dispatches() {
        return dispatches;
    }

    Optional<WebhookFault> webhookFault() {
        return Optional.ofNullable(webhookFault);
    }

    void spoilWebhooks(WebhookFault fault) {
        webhookFault = fault;
    }

    /** At most one closing is planned at a time. */
    void planClosing(Future<?> planned) {
        if (closing != null) {
            closing.cancel(false);
        }
        closing = planned;
    }

    LivekitModels.Room info() {
        return LivekitModels.Room.newBuilder()
                .setSid(sid)
                .setName(order.getName())
                .setEmptyTimeout(emptyMillis() / 1_000)
                .setDepartureTimeout(departureMillis(1_000 * DEPARTURE_TIMEOUT) / 1_000)
                .setMaxParticipants(order.getMaxParticipants())
                .setCreationTime(createdAt.getEpochSecond())
                .setCreationTimeMs(createdAt.toEpochMilli())
                .setMetadata(order.getMetadata())
                .setNumParticipants(participants.size())
                .build();
    }
}
