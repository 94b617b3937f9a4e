package io.voxlynx.sandbox.livekit;

import com.google.protobuf.Duration;
import io.livekit.server.AccessToken;
import io.livekit.server.AgentDispatchServiceClient;
import io.livekit.server.RoomAdmin;
import io.livekit.server.RoomName;
import io.livekit.server.RoomServiceClient;
import io.livekit.server.SIPCall;
import io.livekit.server.SipService;
import io.livekit.server.SipServiceClient;
import io.voxlynx.sandbox.SandboxClient;
import io.voxlynx.sandbox.http.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import livekit.LivekitSip.CreateSIPParticipantRequest;
import livekit.LivekitSip.SIPParticipantInfo;
import okhttp3.OkHttpClient;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.converter.protobuf.ProtoConverterFactory;

/** A stand-in of a test's own, asked through LiveKit's own clients. */
final class LiveKitFixture implements AutoCloseable {
    static final LiveKitBehaviour QUICK = new LiveKitBehaviour(100, 0, Script.ANSWERED, true, 20, 100, 20, Faults.NONE);
    static final String ROOM = "call-1";

    final EventReceiver receiver = new EventReceiver();
    final SandboxClient sandbox;
    final RoomServiceClient rooms;
    final AgentDispatchServiceClient dispatches;
    final SipServiceClient sip;
    private final SipService rawSip;

    LiveKitFixture(Path data) throws IOException {
        sandbox = new SandboxClient(data, QUICK, receiver.url());
        String key = SandboxClient.LIVEKIT_KEY;
        String secret = SandboxClient.LIVEKIT_SECRET;
        rooms = RoomServiceClient.createClient(sandbox.url(), key, secret);
        dispatches = AgentDispatchServiceClient.createClient(sandbox.url(), key, secret);
        sip = SipServiceClient.Companion.createClient(sandbox.url(), key, secret);
        rawSip = new Retrofit.Builder()
                .baseUrl(sandbox.url())
                .addConverterFactory(ProtoConverterFactory.create())
                .client(new OkHttpClient.Builder()
                        .readTimeout(90, TimeUnit.SECONDS)
                        // A 408 says that nobody answered; OkHttp would take it for a reason to dial again.
                        .retryOnConnectionFailure(false)
                        .build())
                .build()
                .create(SipService.class);
    }

    /** Waits until somebody answers or it is clear that nobody will. */
    Response<SIPParticipantInfo> dial(String number) throws IOException {
        return call(order(number)).execute();
    }

    Call<SIPParticipantInfo> call(CreateSIPParticipantRequest.Builder order) {
        return rawSip.createSipParticipant(order.build(), "Bearer " + token());
    }

    static CreateSIPParticipantRequest.Builder order(String number) {
        return CreateSIPParticipantRequest.newBuilder()
                .setSipTrunkId(SipBridge.TRUNK)
                .setSipCallTo(number)
                .setRoomName(ROOM)
                .setParticipantIdentity("callee")
                .setRingingTimeout(Duration.newBuilder().setSeconds(60))
                .setWaitUntilAnswered(true);
    }

    /** For telephone calls and for everything in the room. */
    static String token() {
        AccessToken token = new AccessToken(SandboxClient.LIVEKIT_KEY, SandboxClient.LIVEKIT_SECRET);
        token.addGrants(new RoomAdmin(true), new RoomName(ROOM));
        token.addSIPGrants(new SIPCall(true));
        return token.toJwt();
    }

    static JsonObject errorOf(Response<?> refused) throws IOException {
        return Json.parse(refused.errorBody().string().getBytes(StandardCharsets.UTF_8));
    }

    void behave(String json) throws Exception {
        if (sandbox.send("PUT", "/sandbox/livekit/behaviour", json).statusCode() != 200) {
            throw new IllegalArgumentException(json);
        }
    }

    @Override
    public void close() throws IOException {
        sandbox.close();
        receiver.close();
    }
}
