package io.voxlynx.sandbox.livekit;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.Room;
import livekit.LivekitWebhook.WebhookEvent;

/** One thing that LiveKit tells about a room; it keeps its id however often it is sent. */
record Webhook(WebhookEvent event) {
    static final String ROOM_STARTED = "room_started";
    static final String ROOM_FINISHED = "room_finished";
    static final String JOINED = "participant_joined";
    static final String LEFT = "participant_left";
    static final String ABORTED = "participant_connection_aborted";
    static final Set<String> EVENTS = Set.of(ROOM_STARTED, ROOM_FINISHED, JOINED, LEFT, ABORTED);

    /** @param participant {@code null} in what is about the room alone */
    static Webhook of(String name, Room room, ParticipantInfo participant) {
        var event = WebhookEvent.newBuilder()
                .setEvent(name)
                .setId(Ids.of("EV_"))
                .setCreatedAt(Instant.now().getEpochSecond())
                .setRoom(room);
        if (participant != null) {
            event.setParticipant(participant);
        }
        return new Webhook(event.build());
    }

    String name() {
        return event.getEvent();
    }

    String room() {
        return event.getRoom().getName();
    }

    /** {@code null} in what is about the room alone. */
    String identity() {
        return event.hasParticipant() ? event.getParticipant().getIdentity() : null;
    }

    byte[] body() {
        try {
            return JsonFormat.printer()
                    .omittingInsignificantWhitespace()
                    .print(event)
                    .getBytes(StandardCharsets.UTF_8);
        } catch (InvalidProtocolBufferException impossible) {
            throw new IllegalStateException("It was made here", impossible);
        }
    }
}
