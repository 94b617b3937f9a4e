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

    /** Of ids and kinds; longer ones are none of LiveKit's. */
    private static final int LONGEST_WORD = 200;
    /** The last one of the year 9999. */
    private static final long LATEST_SECOND = 253_402_300_799L;

    private final WebhookEvent event;

    private LiveKitEvent(WebhookEvent event) {
        this.event = event;
    }

    static LiveKitEvent read(byte[] body) {
        WebhookEvent.Builder event = WebhookEvent.newBuilder();
        try {
            READER.merge(EventMembers.of(new String(body, StandardCharsets.UTF_8)), event);
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            // Of whatever kind: the JSON reader has one of its own for nesting and for numbers without end.
            throw new InvalidInput("The body is no event of LiveKit", Map.of("field", "body"));
        }
        if (event.getId().isEmpty() || event.getId().length() > LONGEST_WORD) {
            throw InvalidInput.field("id", null, "the event's id, of at most " + LONGEST_WORD + " characters");
        }
        return new LiveKitEvent(event.build());
    }

    String id() {
        return storable(event.getId());
    }

    String kind() {
        String kind = storable(event.getEvent());
        return kind.isEmpty() || kind.length() > LONGEST_WORD ? "unknown" : kind;
    }

    /** Empty where it is about none. */
    String room() {
        return storable(
                !event.getRoom().getName().isEmpty()
                        ? event.getRoom().getName()
                        : event.getEgressInfo().getRoomName().isEmpty()
                                ? event.getIngressInfo().getRoomName()
                                : event.getEgressInfo().getRoomName());
    }

    /** Which of the rooms that have had this name; empty where it does not say. */
    String roomSid() {
        return storable(event.getRoom().getSid());
    }

    /**
     * LiveKit tells whole seconds. An event that arrived within its own second happened between that second's begin and
     * its arrival, which is closer to the truth.
     */
    Instant occurredAt(Instant receivedAt) {
        if (event.getCreatedAt() <= 0 || event.getCreatedAt() > LATEST_SECOND) {
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
        return storable(participant().getIdentity());
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
        return storable(participant().getAttributesOrDefault(name, ""));
    }

    /** What participants call themselves and each other comes through as they wrote it; PostgreSQL keeps no NUL. */
    private static String storable(String text) {
        return text.replace("\0", "");
    }

    /** Some trunks leave out the plus. */
    private static Optional<PhoneNumber> number(String text) {
        String e164 = text.startsWith("+") ? text : "+" + text;
        return e164.matches(PhoneNumber.E164) ? Optional.of(new PhoneNumber(e164)) : Optional.empty();
    }
}
