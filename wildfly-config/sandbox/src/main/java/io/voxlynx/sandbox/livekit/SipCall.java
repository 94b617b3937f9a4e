package io.voxlynx.sandbox.livekit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import livekit.LivekitModels.ParticipantInfo.Kind;
import livekit.LivekitSip.CreateSIPParticipantRequest;
import livekit.LivekitSip.SIPParticipantInfo;

/** A call that the bridge placed, from dialling to its end. Guarded by the lock of {@link Rooms}. */
final class SipCall {
    /** How a call ended that nobody had answered and that was ended from this side. */
    private static final String CANCELED = "canceled";

    private final CreateSIPParticipantRequest order;
    private final Participant participant;
    private final CompletableFuture<SIPParticipantInfo> answer = new CompletableFuture<>();
    private final List<Future<?>> plans = new ArrayList<>();
    private SipDial dial;
    private String outcome = CANCELED;

    SipCall(CreateSIPParticipantRequest order, Participant participant) {
        this.order = order;
        this.participant = participant;
    }

    static SipCall of(CreateSIPParticipantRequest order, String trunkNumber) {
        String number = order.getSipCallTo();
        String identity = order.getParticipantIdentity().isEmpty() ? "sip_" + number : order.getParticipantIdentity();
        var attributes = new LinkedHashMap<>(order.getParticipantAttributesMap());
        attributes.put(Participant.CALL_ID, Ids.of("SCL_"));
        attributes.put("sip.trunkID", order.getSipTrunkId());
        if (!order.getHidePhoneNumber()) {
            attributes.put("sip.phoneNumber", number);
            attributes.put("sip.trunkPhoneNumber", order.getSipNumber().isEmpty() ? trunkNumber : order.getSipNumber());
            attributes.put("sip.hostname", "sip.sandbox.invalid");
        }
        attributes.put(Participant.CALL_STATUS, "dialing");
        return new SipCall(
                order,
                new Participant(
                        identity, Kind.SIP, order.getParticipantName(), order.getParticipantMetadata(), attributes));
    }

    CreateSIPParticipantRequest order() {
        return order;
    }

    String room() {
        return order.getRoomName();
    }

    String number() {
        return order.getSipCallTo();
    }

    Participant participant() {
        return participant;
    }

    String id() {
        return participant.attribute(Participant.CALL_ID);
    }

    /** What the request that placed it will be answered with. */
    CompletableFuture<SIPParticipantInfo> answer() {
        return answer;
    }

    SIPParticipantInfo info() {
        return SIPParticipantInfo.newBuilder()
                .setParticipantId(participant.sid())
                .setParticipantIdentity(participant.identity())
                .setRoomName(room())
                .setSipCallId(id())
                .build();
    }

    SipDial dial() {
        return dial;
    }

    void dialled(SipDial logged) {
        dial = logged;
    }

    /** What the log will say of it when it is over. */
    String outcome() {
        return outcome;
    }

    void outcome(String how) {
        outcome = how;
    }

    void plan(Future<?> step) {
        plans.add(step);
    }

    void dropPlans() {
        plans.forEach(step -> step.cancel(false));
        plans.clear();
    }
}
