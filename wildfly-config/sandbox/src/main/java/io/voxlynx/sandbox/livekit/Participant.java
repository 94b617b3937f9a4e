package io.voxlynx.sandbox.livekit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.ParticipantInfo.Kind;
import livekit.LivekitModels.ParticipantInfo.State;

/** Somebody in a room. Guarded by the lock of {@link Rooms}. */
final class Participant {
    static final String CALL_STATUS = "sip.callStatus";
    static final String CALL_ID = "sip.callID";
    /** Of those who called us: why they are in this room. */
    static final String RULE_ID = "sip.ruleID";

    private final String sid = Ids.of("PA_");
    private final String identity;
    private final Kind kind;
    private final String name;
    private final String metadata;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final Instant joinedAt = Instant.now();
    private Consumer<DisconnectReason> onLeave = reason -> {};

    Participant(String identity, Kind kind, String name, String metadata, Map<String, String> attributes) {
        this.identity = identity;
        this.kind = kind;
        this.name = name;
        this.metadata = metadata;
        this.attributes.putAll(attributes);
    }

    /** @param work is told why, once the participant is out */
    void onLeave(Consumer<DisconnectReason> work) {
        onLeave = work;
    }

    void left(DisconnectReason reason) {
        onLeave.accept(reason);
    }

    String sid() {
        return sid;
    }

    String identity() {
        return identity;
    }

    boolean isSip() {
        return kind == Kind.SIP;
    }

    /** An agent does not keep a room open. */
    boolean keepsRoomOpen() {
        return kind != Kind.AGENT;
    }

    void callStatus(String status) {
        attributes.put(CALL_STATUS, status);
    }

    /** Somebody else is there now; a caller need not wait any longer. */
    void company() {
        if (attributes.containsKey(RULE_ID) && "ringing".equals(attributes.get(CALL_STATUS))) {
            callStatus("active");
        }
    }

    /** {@code null} for those who have no such attribute. */
    String attribute(String attribute) {
        return attributes.get(attribute);
    }

    ParticipantInfo info() {
        return info(State.ACTIVE, DisconnectReason.UNKNOWN_REASON);
    }

    ParticipantInfo info(DisconnectReason left) {
        return info(State.DISCONNECTED, left);
    }

    private ParticipantInfo info(State state, DisconnectReason reason) {
        return ParticipantInfo.newBuilder()
                .setSid(sid)
                .setIdentity(identity)
                .setKind(kind)
                .setName(name)
                .setMetadata(metadata)
                .putAllAttributes(attributes)
                .setState(state)
                .setJoinedAt(joinedAt.getEpochSecond())
                .setJoinedAtMs(joinedAt.toEpochMilli())
                .setIsPublisher(true)
                .setDisconnectReason(reason)
                .build();
    }
}
