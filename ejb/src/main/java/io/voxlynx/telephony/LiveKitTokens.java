package io.voxlynx.telephony;

import io.livekit.server.AccessToken;
import io.livekit.server.CanPublish;
import io.livekit.server.CanSubscribe;
import io.livekit.server.RoomAdmin;
import io.livekit.server.RoomCreate;
import io.livekit.server.RoomJoin;
import io.livekit.server.RoomList;
import io.livekit.server.RoomName;
import io.livekit.server.SIPCall;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.UUID;
import livekit.LivekitAgentDispatch.RoomAgentDispatch;
import livekit.LivekitRoom.RoomConfiguration;

/** What LiveKit lets people in with, and us. Signed with our secret; each opens no more than it is for. */
@ApplicationScoped
class LiveKitTokens {

    /** Longer than any request takes to be sent; LiveKit looks at it when a request begins. */
    private static final Duration OWN = Duration.ofMinutes(2);

    @Inject
    LiveKitSettings settings;

    @Inject
    Clock clock;

    /** For our requests about one room. */
    String forRoom(String roomName) {
        AccessToken token = own();
        token.addGrants(new RoomAdmin(true), new RoomName(roomName), new RoomCreate(true));
        return bearer(token);
    }

    String forListing() {
        AccessToken token = own();
        token.addGrants(new RoomList(true));
        return bearer(token);
    }

    /** For our requests that ring a phone, or transfer a call. */
    String forCall(String roomName) {
        AccessToken token = own();
        token.addGrants(new RoomAdmin(true), new RoomName(roomName));
        token.addSIPGrants(new SIPCall(true));
        return bearer(token);
    }

    /** For a person who joins over the web; with the first of them the agent is called in. */
    String forPerson(String identity, String roomName, RoomAgentDispatch agent) {
        AccessToken token = token(settings.tokenTtl());
        token.setIdentity(identity);
        token.addGrants(new RoomJoin(true), new RoomName(roomName), new CanPublish(true), new CanSubscribe(true));
        token.setRoomConfiguration(
                RoomConfiguration.newBuilder().addAgents(agent).build());
        return token.toJwt();
    }

    private AccessToken own() {
        AccessToken token = token(OWN);
        token.setIdentity("voxlynx-" + UUID.randomUUID());
        return token;
    }

    private AccessToken token(Duration ttl) {
        AccessToken token = new AccessToken(settings.apiKey, settings.apiSecret);
        token.setExpiration(Date.from(clock.instant().plus(ttl)));
        return token;
    }

    private static String bearer(AccessToken token) {
        return "Bearer " + token.toJwt();
    }
}
