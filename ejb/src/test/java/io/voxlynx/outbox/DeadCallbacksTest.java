package io.voxlynx.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeadCallbacksTest {

    private static final UUID ID = UUID.fromString("0195a8f0-0000-7000-8000-000000000001");
    private static final UUID SUBJECT = UUID.fromString("0195a8f0-0000-7000-8000-000000000002");

    private final DeadCallbacks dead = new DeadCallbacks();

    DeadCallbacksTest() {
        dead.clock = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
    }

    @Test
    void tellsWhatWasGivenUpAndWhyButNoSecretOfTheReceiver() {
        assertThat(dead.text(callback(503, "HTTP 503"))).isEqualTo("""
                {"callback_id":"0195a8f0-0000-7000-8000-000000000001","event":"call.completed",\
                "subject_id":"0195a8f0-0000-7000-8000-000000000002","host":"receiver.example","tries":10,\
                "last_status":503,"reason":"HTTP 503","at":"2026-11-21T12:00:00Z"}""");
    }

    @Test
    void saysWhenThereWasNoAnswerAtAll() {
        assertThat(dead.text(callback(null, "no answer: ConnectException"))).contains("\"last_status\":null");
    }

    private static Callback callback(Integer status, String note) {
        String url = "https://receiver.example/hooks/secret?token=secret";
        return new Callback(
                ID,
                SUBJECT,
                "call.completed",
                url,
                "{\"phone_number\":\"+12125550100\"}",
                null,
                null,
                false,
                10,
                status,
                note,
                false);
    }
}
