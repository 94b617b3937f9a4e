package io.voxlynx.telephony;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.voxlynx.shared.InvalidInput;
import io.voxlynx.shared.PhoneNumber;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitWebhook.WebhookEvent;

/** One webhook of LiveKit, read. Members and words that we do not know are passed over: newer servers have more. */
final class LiveKitEvent {

    private static final JsonFormat.Parser READER = JsonFormat.parser().ignoringUnknownFields();

    private final WebhookEvent event;

    private LiveKitEvent(WebhookEvent event) {
        this.event = event;
    }

    static LiveKitEvent read(byte[] body) {
        WebhookEvent.Builder event = WebhookEvent.newBuilder();
        try {
            READER.merge(new String(body, StandardCharsets.UTF_8), event);
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidInput("The body is no event of LiveKit", Map.of("field", "body"));
        }
        if (event.getId().isEmpty()) {
            throw InvalidInput.field("id", null, "the event's id");
        }
        return new LiveKitEvent(event.build());
    }

    String id() {
        return event.getId();
    }

    String kind() {
        return event.getEvent().isEmpty() ? "unknown" : event.getEvent();
    }

    /** Empty where it is about none. */
    String room() {
        return !event.getRoom().getName().isEmpty()
                ? event.getRoom().getName()
                : event.getEgressInfo().getRoomName().isEmpty()
                        ? event.getIngressInfo().getRoomName()
                        : event.getEgressInfo().getRoomName();
    }

    /** Which of the rooms that have had this name; empty where it does not say. */
    String roomSid() {
        return event.getRoom().getSid();
    }

    /**
     * LiveKit tells whole seconds. An event that arrived within its own second happened between that second's begin and
     * its arrival, which is closer to the truth.
     */
    Instant occurredAt(Instant receivedAt) {
        if (event.getCreatedAt() <= 0) {
            return receivedAt;
        }
        Instant told = Instant.ofEpochSecond(event.getCreatedAt());
        Duration since = Duration.between(told, receivedAt);
        return since.isNegative() || since.compareTo(Duration.ofSeconds(1)) > 0 ? told : receivedAt;
    }

    boolean isJoin() {
        return kind().equals("participant_joined");
    }

    boolean isLeave() {
        return kind().equals("participant_left") || kind().equals("participant_connection_aborted");
    }

    boolean isRoomFinished() {
        return kind().equals("room_finished");
    }

    boolean isOfTelephone() {
        return participant().getKind() == ParticipantInfo.Kind.SIP;
    }

    /** Somebody over the web. */
    boolean isOfPerson() {
        return event.hasParticipant() && participant().getKind() == ParticipantInfo.Kind.STANDARD;
    }

    String identity() {
        return participant().getIdentity();
    }

    DisconnectReason disconnectReason() {
        return participant().getDisconnectReason();
    }

    String sipCallId() {
        return attribute("sip.callID");
    }

    /** A telephone that called in: by a dispatch rule it came into its room. One that was dialled has its number too. */
    boolean isOfCaller() {
        return isOfTelephone() && !attribute("sip.ruleID").isEmpty();
    }

    CallStatus callStatus() {
        return CallStatus.of(participant());
    }

    /** Who calls; empty where it is withheld. */
    Optional<PhoneNumber> caller() {
        return number(attribute("sip.phoneNumber"));
    }

    /** Which of our numbers is called. */
    Optional<PhoneNumber> called() {
        return number(attribute("sip.trunkPhoneNumber"));
    }

    private ParticipantInfo participant() {
        return event.getParticipant();
    }

    private String attribute(String name) {
        return participant().getAttributesOrDefault(name, "");
    }

    /** Some trunks leave out the plus. */
    private static Optional<PhoneNumber> number(String text) {
        String e164 = text.startsWith("+") ? text : "+" + text;
        return e164.matches(PhoneNumber.E164) ? Optional.of(new PhoneNumber(e164)) : Optional.empty();
    }
}
