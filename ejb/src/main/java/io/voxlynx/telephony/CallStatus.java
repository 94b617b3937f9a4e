package io.voxlynx.telephony;

import livekit.LivekitModels.ParticipantInfo;

/** What LiveKit's telephone bridge says of a participant: it is in the room from dialling on, answered or not. */
enum CallStatus {
    DIALLING,
    RINGING,
    ACTIVE,
    OVER,
    /** It says nothing that we know. */
    UNKNOWN;

    static CallStatus of(ParticipantInfo participant) {
        return switch (participant.getAttributesOrDefault("sip.callStatus", "")) {
            case "dialing" -> DIALLING;
            case "ringing" -> RINGING;
            case "active", "automation" -> ACTIVE;
            case "hangup" -> OVER;
            default -> UNKNOWN;
        };
    }

    boolean isBeforeAnswer() {
        return this == DIALLING || this == RINGING;
    }
}
