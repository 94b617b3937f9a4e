package io.voxlynx.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.shared.InvalidInput;
import io.voxlynx.shared.PhoneNumber;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import livekit.LivekitModels.DisconnectReason;
import org.junit.jupiter.api.Test;
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

    private static LiveKitEvent read(String json) {
        return LiveKitEvent.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
