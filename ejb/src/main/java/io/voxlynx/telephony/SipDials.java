package io.voxlynx.telephony;

import com.google.protobuf.Duration;
import io.voxlynx.shared.ProviderFailed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;
import livekit.LivekitSip.CreateSIPParticipantRequest;
import livekit.LivekitSip.SIPParticipantInfo;
import livekit.LivekitSip.TransferSIPParticipantRequest;

/** Lets phones ring. Each answer comes when somebody takes the call, or when it is clear that nobody will. */
@ApplicationScoped
class SipDials {

    @Inject
    LiveKit liveKit;

    @Inject
    LiveKitTokens tokens;

    @Inject
    LiveKitSettings settings;

    /** @throws ProviderFailed if there is no line to call out on */
    void requireTrunk() {
        if (settings.sipTrunkId.filter(id -> !id.isBlank()).isEmpty()) {
            throw new ProviderFailed(LiveKit.PROVIDER, "no trunk for outbound calls is configured");
        }
    }

    /** @param identity its participant in the room, from dialling on */
    CompletionStage<LiveKitAnswer<SIPParticipantInfo>> dial(String roomName, String identity, String phoneNumber) {
        CreateSIPParticipantRequest order = CreateSIPParticipantRequest.newBuilder()
                .setSipTrunkId(settings.sipTrunkId.orElseThrow())
                .setSipCallTo(phoneNumber)
                .setRoomName(roomName)
                .setParticipantIdentity(identity)
                .setWaitUntilAnswered(true)
                .setRingingTimeout(duration(settings.ringingTimeout()))
                .setMaxCallDuration(duration(settings.maxCall()))
                .build();
        return liveKit.later(liveKit.sip().createSipParticipant(order, tokens.forCall(roomName)));
    }

    /** Has the network connect the one behind {@code identity} with another phone. */
    CompletionStage<LiveKitAnswer<Void>> refer(String roomName, String identity, String phoneNumber) {
        TransferSIPParticipantRequest order = TransferSIPParticipantRequest.newBuilder()
                .setRoomName(roomName)
                .setParticipantIdentity(identity)
                .setTransferTo("tel:" + phoneNumber)
                .setPlayDialtone(true)
                .setRingingTimeout(duration(settings.ringingTimeout()))
                .build();
        return liveKit.later(liveKit.sip().transferSipParticipant(order, tokens.forCall(roomName)));
    }

    private static Duration duration(java.time.Duration duration) {
        return Duration.newBuilder().setSeconds(duration.toSeconds()).build();
    }
}
