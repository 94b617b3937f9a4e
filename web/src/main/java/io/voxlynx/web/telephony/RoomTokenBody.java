package io.voxlynx.web.telephony;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** @param token for LiveKit's client SDKs */
@Schema(name = "RoomToken")
public record RoomTokenBody(
        @Schema(required = true) String token,
        @Schema(required = true) String roomName) {}
