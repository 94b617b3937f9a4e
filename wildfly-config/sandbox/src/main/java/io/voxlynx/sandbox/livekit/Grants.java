package io.voxlynx.sandbox.livekit;

import java.util.Map;

/**
 * What a token allows. LiveKit tells a caller without the grant that it is unauthenticated (401), never 403.
 *
 * @param video the grants for rooms, as in the token; empty without a token
 * @param sip the grants for telephony
 * @param roomConfig what the room shall be like that its bearer opens, as JSON; {@code null} for nothing special
 */
record Grants(String identity, Map<String, ?> video, Map<String, ?> sip, String roomConfig) {
    static final Grants NONE = new Grants(null, Map.of(), Map.of(), null);

    void requireRoomCreate() {
        require(isTrue(video, "roomCreate"));
    }

    void requireRoomList() {
        require(isTrue(video, "roomList"));
    }

    void requireRoomAdmin(String room) {
        require(isTrue(video, "roomAdmin") && room.equals(video.get("room")));
    }

    void requireRoomJoin(String room) {
        require(isTrue(video, "roomJoin") && room.equals(video.get("room")));
    }

    void requireSipCall() {
        require(isTrue(sip, "call"));
    }

    private static boolean isTrue(Map<String, ?> grants, String name) {
        return Boolean.TRUE.equals(grants.get(name));
    }

    private static void require(boolean granted) {
        if (!granted) {
            throw new TwirpError(TwirpError.Code.UNAUTHENTICATED, "permissions denied");
        }
    }
}
