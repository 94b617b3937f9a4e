package io.voxlynx.sandbox.livekit;

import com.google.protobuf.Duration;
import com.google.protobuf.Empty;
import io.voxlynx.sandbox.livekit.TwirpError.Code;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo.Kind;
import livekit.LivekitSip.CreateSIPParticipantRequest;
import livekit.LivekitSip.SIPParticipantInfo;
import livekit.LivekitSip.TransferSIPParticipantRequest;

/** The SIP service, and the telephones at the other end of its trunk. */
final class SipBridge {
    static final String TRUNK = "ST_sandbox";
    private static final String TRUNK_NUMBER = "+15550100000";
    private static final int RINGING_TIMEOUT_MILLIS = 180_000;
    private static final int WAIT_MILLIS = 80_000;
    private static final int TRANSFER_MILLIS = 30_000;
    private static final int BYE_MILLIS = 1_000;
    private static final int SOON_MILLIS = 500;

    private final Rooms rooms;
    private final SipDialLog dials;
    private final Transfers transfers;
    private final Supplier<LiveKitBehaviour> behaviour;
    private final ScheduledExecutorService scheduler;

    SipBridge(
            Rooms rooms,
            SipDialLog dials,
            Transfers transfers,
            Supplier<LiveKitBehaviour> behaviour,
            ScheduledExecutorService scheduler) {
        this.rooms = rooms;
        this.dials = dials;
        this.transfers = transfers;
        this.behaviour = behaviour;
        this.scheduler = scheduler;
    }

    void addTo(Twirp twirp) {
        twirp.serve("SIP", "CreateSIPParticipant", CreateSIPParticipantRequest.getDefaultInstance(), this::dial);
        twirp.serve("SIP", "TransferSIPParticipant", TransferSIPParticipantRequest.getDefaultInstance(), this::refer);
    }

    private CompletableFuture<SIPParticipantInfo> dial(Grants grants, CreateSIPParticipantRequest order) {
        grants.requireSipCall();
        check(order);
        SipCall call = SipCall.of(order, TRUNK_NUMBER);
        return dials.dialled(
                        call.id(), call.room(), call.participant().identity(), call.number(), order.getSipTrunkId())
                .thenComposeAsync(dial -> begin(call, dial), scheduler);
    }

    private static void check(CreateSIPParticipantRequest order) {
        require(!order.getSipTrunkId().isEmpty(), "missing sip trunk id and sip number");
        require(!order.getSipCallTo().isEmpty(), "missing sip callee number");
        require(
                !order.getSipCallTo().contains("@"),
                "SipCallTo should be a phone number or SIP user, not a full SIP URI");
        require(!order.getRoomName().isEmpty(), "missing room name");
        if (!order.getSipTrunkId().equals(TRUNK)) {
            throw new TwirpError(Code.NOT_FOUND, "requested sip trunk does not exist");
        }
    }

    private static void require(boolean fulfilled, String otherwise) {
        if (!fulfilled) {
            throw new TwirpError(Code.INVALID_ARGUMENT, otherwise);
        }
    }

    private CompletableFuture<SIPParticipantInfo> begin(SipCall call, SipDial dial) {
        synchronized (rooms) {
            call.dialled(dial);
            Script.webhookFault(call.number())
                    .map(WebhookFault::scripted)
                    .ifPresent(rooms.open(call.room())::spoilWebhooks);
            call.participant().onLeave(reason -> over(call));
            rooms.join(call.room(), call.participant());
            int answerMillis = behaviour.get().ringMillis();
            plan(call, answerMillis / 4, () -> call.participant().callStatus("ringing"));
            var outcome = Script.outcome(call.number(), behaviour.get().outcome());
            int patienceMillis = millis(call.order().getRingingTimeout(), RINGING_TIMEOUT_MILLIS);
            if (outcome instanceof Script.Outcome.NeverAnswered || patienceMillis < answerMillis) {
                plan(call, patienceMillis, () -> nobodyAnswered(call));
            } else {
                plan(call, answerMillis, () -> react(call, outcome));
            }
            if (call.order().getWaitUntilAnswered()) {
                plan(
                        call,
                        WAIT_MILLIS,
                        () -> call.answer()
                                .completeExceptionally(new TwirpError(Code.DEADLINE_EXCEEDED, "request timed out")));
            } else {
                call.answer().complete(call.info());
            }
            return call.answer();
        }
    }

    private void react(SipCall call, Script.Outcome outcome) {
        if (outcome instanceof Script.Outcome.Refused refused) {
            call.outcome(Integer.toString(refused.status().code()));
            call.answer().completeExceptionally(refused.status().error());
            rooms.leave(call.room(), call.participant(), refused.status().disconnectReason());
            return;
        }
        call.outcome(Script.ANSWERED);
        call.participant().callStatus("active");
        dials.answered(call.dial());
        call.answer().complete(call.info());
        int talkMillis = talkMillis(outcome);
        if (talkMillis > 0) {
            plan(call, talkMillis, () -> hangUp(call.room(), call.participant()));
        }
        if (call.order().hasMaxCallDuration()) {
            plan(call, millis(call.order().getMaxCallDuration(), 0), () -> hangUp(call.room(), call.participant()));
        }
    }

    /** 0: until somebody else ends it. */
    private int talkMillis(Script.Outcome outcome) {
        int set = behaviour.get().talkMillis();
        return outcome instanceof Script.Outcome.AnsweredThenHangsUp && set == 0 ? SOON_MILLIS : set;
    }

    private void nobodyAnswered(SipCall call) {
        call.outcome("timeout");
        call.answer().completeExceptionally(new TwirpError(Code.CANCELED, "sip request timed out"));
        rooms.leave(call.room(), call.participant(), DisconnectReason.USER_UNAVAILABLE);
    }

    /** Its participant is out of the room, for whatever reason: nobody telephones any more. */
    private void over(SipCall call) {
        call.dropPlans();
        dials.ended(call.dial(), call.outcome());
        call.answer().completeExceptionally(new TwirpError(Code.CANCELED, "context canceled"));
    }

    /** The one at the telephone ends it. */
    void hangUp(String room, Participant participant) {
        synchronized (rooms) {
            participant.callStatus("hangup");
            rooms.leave(room, participant, DisconnectReason.CLIENT_INITIATED);
        }
    }

    /** Somebody calls one of our numbers; it rings until there is somebody to talk to. */
    Participant receive(String to, String from, String room) {
        var participant = new Participant(
                "sip_" + from,
                Kind.SIP,
                "Phone " + from,
                "",
                Map.of(
                        Participant.CALL_ID,
                        Ids.of("SCL_"),
                        "sip.trunkID",
                        "ST_inbound",
                        Participant.RULE_ID,
                        "SDR_inbound",
                        "sip.phoneNumber",
                        from,
                        "sip.trunkPhoneNumber",
                        to,
                        "sip.hostname",
                        "sip.sandbox.invalid",
                        Participant.CALL_STATUS,
                        "ringing"));
        synchronized (rooms) {
            Script.webhookFault(from).map(WebhookFault::scripted).ifPresent(rooms.open(room)::spoilWebhooks);
            rooms.join(room, participant);
            int talkMillis = talkMillis(Script.outcome(from, Script.ANSWERED));
            if (talkMillis > 0) {
                later(talkMillis, () -> hangUp(room, participant));
            }
        }
        return participant;
    }

    private CompletableFuture<Empty> refer(Grants grants, TransferSIPParticipantRequest request) {
        String room = request.getRoomName();
        require(!room.isEmpty(), "Missing room name");
        require(!request.getParticipantIdentity().isEmpty(), "Missing participant identity");
        grants.requireSipCall();
        grants.requireRoomAdmin(room);
        require(
                request.getTransferTo().matches("<?(sips?|tel):.+"),
                "transfer_to must be a valid SIP(s) or TEL URI (sip:, sips: or tel:)");
        Participant participant = rooms.participant(room, request.getParticipantIdentity());
        require(participant.isSip(), "no SIP session associated with participant");
        if (!"active".equals(participant.attribute(Participant.CALL_STATUS))) {
            throw new TwirpError(Code.FAILED_PRECONDITION, "can't transfer non established call");
        }
        CompletableFuture<Empty> answer = new CompletableFuture<>();
        var outcome = Script.outcome(request.getTransferTo(), behaviour.get().outcome());
        int patienceMillis = millis(request.getRingingTimeout(), TRANSFER_MILLIS);
        int answerMillis = behaviour.get().ringMillis();
        if (outcome instanceof Script.Outcome.NeverAnswered || patienceMillis < answerMillis) {
            later(patienceMillis, () -> {
                transfers.add(request, "timeout");
                answer.completeExceptionally(new TwirpError(Code.DEADLINE_EXCEEDED, "request timed out"));
            });
        } else if (outcome instanceof Script.Outcome.Refused refused) {
            later(answerMillis, () -> {
                transfers.add(request, Integer.toString(refused.status().code()));
                answer.completeExceptionally(refused.status().error());
            });
        } else {
            later(answerMillis, () -> {
                transfers.add(request, "accepted");
                answer.complete(Empty.getDefaultInstance());
                // The other side hangs up by itself; the bridge waits so long for it.
                later(BYE_MILLIS, () -> hangUp(room, participant));
            });
        }
        return answer;
    }

    private void plan(SipCall call, int millis, Runnable step) {
        call.plan(later(millis, step));
    }

    private Future<?> later(int millis, Runnable step) {
        return scheduler.schedule(
                () -> {
                    synchronized (rooms) {
                        step.run();
                    }
                },
                millis,
                TimeUnit.MILLISECONDS);
    }

    private static int millis(Duration duration, int otherwise) {
        long millis = duration.getSeconds() * 1_000 + duration.getNanos() / 1_000_000;
        return millis == 0 ? otherwise : (int) millis;
    }
}
