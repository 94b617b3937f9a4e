package io.voxlynx.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.shared.InvalidInput;
import io.voxlynx.shared.PhoneNumber;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import livekit.LivekitModels.DisconnectReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveKitEventTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-21T06:00:00.750Z");

    @Test
    void readsWhoCameAndOnWhichLine() {
        LiveKitEvent event = read("""
                {"event":"participant_joined","id":"EV_1","createdAt":"1795240800",
                 "room":{"sid":"RM_1","name":"call-1"},
                 "participant":{"sid":"PA_1","identity":"sip_x","kind":"SIP","state":"ACTIVE","attributes":{
                   "sip.callID":"SCL_1","sip.phoneNumber":"+14155550100","sip.trunkPhoneNumber":"12125550100",
                   "sip.callStatus":"active"}}}""");

        assertThat(event.isJoin()).isTrue();
        assertThat(event.isOfTelephone()).isTrue();
        assertThat(event.isOfPerson()).isFalse();
        assertThat(event.room()).isEqualTo("call-1");
        assertThat(event.roomSid()).isEqualTo("RM_1");
        assertThat(event.sipCallId()).isEqualTo("SCL_1");
        assertThat(event.callStatus()).isEqualTo(CallStatus.ACTIVE);
        assertThat(event.caller()).contains(new PhoneNumber("+14155550100"));
        assertThat(event.called()).contains(new PhoneNumber("+12125550100"));
    }

    @Test
    void aCallerMayWithholdHisNumber() {
        LiveKitEvent event = read("""
                {"event":"participant_joined","id":"EV_1","room":{"name":"r"},
                 "participant":{"identity":"sip_anonymous","kind":"SIP","attributes":{"sip.phoneNumber":"anonymous"}}}""");

        assertThat(event.caller()).isEmpty();
        assertThat(event.called()).isEmpty();
        assertThat(event.callStatus()).isEqualTo(CallStatus.UNKNOWN);
    }

    /** LiveKit leaves out what has its default; and the kind of a person is the default. */
    @Test
    void aParticipantWithoutAKindIsAPerson() {
        assertThat(read("{\"event\":\"participant_joined\",\"id\":\"1\",\"participant\":{\"identity\":\"a\"}}")
                        .isOfPerson())
                .isTrue();
        assertThat(read("{\"event\":\"room_started\",\"id\":\"1\",\"room\":{\"name\":\"r\"}}")
                        .isOfPerson())
                .isFalse();
    }

    @Test
    void whatNewerServersSayIsPassedOver() {
        LiveKitEvent event = read("""
                {"event":"participant_left","id":"EV_1","mood":{"a":[1]},"room":{"name":"r","colour":"red"},
                 "participant":{"identity":"a","kind":"ROBOT","disconnectReason":"BORED","wings":2}}""");

        assertThat(event.isLeave()).isTrue();
        assertThat(event.disconnectReason()).isEqualTo(DisconnectReason.UNKNOWN_REASON);
    }

    @Test
    void theOldSpellingOfMembersIsReadAsWell() {
        LiveKitEvent event = read("""
                {"event":"participant_left","id":"EV_1","created_at":1795240800,"room":{"name":"r"},
                 "participant":{"identity":"a","kind":3,"disconnect_reason":11}}""");

        assertThat(event.isOfTelephone()).isTrue();
        assertThat(event.disconnectReason()).isEqualTo(DisconnectReason.USER_UNAVAILABLE);
    }

    /** Seconds, told as 06:00:00, received a little later, much later, or by a clock that goes before. */
    @ParameterizedTest
    @CsvSource({
        "1795240800, 2026-11-21T06:00:00.750Z",
        "1795240798, 2026-11-21T05:59:58Z",
        "1795240801, 2026-11-21T06:00:01Z",
        "0,          2026-11-21T06:00:00.750Z"
    })
    void itHappenedInTheSecondThatLiveKitTells(long told, Instant happened) {
        LiveKitEvent event = read(
                "{\"event\":\"room_started\",\"id\":\"1\",\"createdAt\":\"" + told + "\",\"room\":{\"name\":\"r\"}}");

        assertThat(event.occurredAt(RECEIVED)).isEqualTo(happened);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "5", "[]", "{", "{\"event\":5,\"id\":\"1\"", "{\"event\":\"room_started\"}", "{\"id\":\"\"}"
            })
    void whatIsNoEventIsRefused(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(InvalidInput.class);
    }

    @ParameterizedTest
    @Timeout(5)
    @ValueSource(
            strings = {
                "\"participant\":{\"version\":1e500000000}",
                "\"participant\":{\"version\":\"1e500000000\"}",
                "\"participant\":{\"kind\":\"1e500000000\",\"disconnectReason\":1e500000000}",
                "\"createdAt\":1e500000000",
                "\"createdAt\":\"1e500000000\"",
                "\"createdAt\":\"9223372036854775807\"",
                "\"numDropped\":-1e-500000000",
                "\"room\":7,\"participant\":[]"
            })
    void numbersThatNobodyNeedsAreNotWorkedOut(String members) {
        LiveKitEvent event = read("{\"event\":\"room_started\",\"id\":\"1\"," + members + "}");

        assertThat(event.occurredAt(RECEIVED)).isEqualTo(RECEIVED);
        assertThat(event.isOfTelephone()).isFalse();
    }

    @Test
    @Timeout(5)
    void whatIsExtravagantIsRefused() {
        for (String member : new String[] {
            "[".repeat(100_000), "[".repeat(100_000) + "]".repeat(100_000), "9".repeat(900_000), "1e99999999999"
        }) {
            assertThatThrownBy(() -> read("{\"event\":\"x\",\"id\":\"1\",\"x\":" + member + "}"))
                    .isInstanceOf(InvalidInput.class);
        }
        assertThatThrownBy(() -> read("{\"event\":\"x\",\"id\":\"" + "1".repeat(201) + "\"}"))
                .isInstanceOf(InvalidInput.class);
    }

    /** A telephone's header, or a participant of the web, may bring any text. */
    @Test
    void namesAreStorableWhateverTheyAre() {
        LiveKitEvent event = read("""
                {"event":"participant_joined","id":"a\\u0000b","room":{"name":"r\\u0000","sid":"\\u0000"},
                 "participant":{"identity":"i\\u0000","attributes":{"sip.callID":"\\u0000c","other":"\\u0000"}}}""");

        assertThat(List.of(event.id(), event.room(), event.roomSid(), event.identity(), event.sipCallId()))
                .containsExactly("ab", "r", "", "i", "c");
    }

    private static LiveKitEvent read(String json) {
        return LiveKitEvent.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
