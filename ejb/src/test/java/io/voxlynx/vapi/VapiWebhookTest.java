package io.voxlynx.vapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.call.CallReport;
import io.voxlynx.call.CallStatus;
import io.voxlynx.shared.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VapiWebhookTest {

    private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");
    private static final UUID ATTEMPT = UUID.fromString("01900000-0000-7000-8000-000000000001");

    @Test
    void readsAStatusUpdateOfTheRealEnvelope() {
        VapiWebhook webhook = read("""
                {"message":{"type":"status-update","status":"ringing","timestamp":1767603600000,
                 "call":{"id":"c1","status":"queued","assistantOverrides":{"metadata":{"attemptId":"%s"}}}}}""".formatted(ATTEMPT));
        assertThat(webhook.providerCallId()).isEqualTo("c1");
        assertThat(webhook.attemptId()).isEqualTo(ATTEMPT);
        CallReport report = webhook.report(NOW);
        assertThat(report.status()).isEqualTo(CallStatus.RINGING);
        assertThat(report.occurredAt()).isEqualTo(Instant.ofEpochMilli(1767603600000L));
    }

    @Test
    void findsTheAttemptInTheCustomersExternalIdToo() {
        assertThat(read("{\"message\":{\"type\":\"hang\",\"call\":{\"id\":\"c1\",\"customer\":{\"externalId\":\""
                                + ATTEMPT + "\"}}}}")
                        .attemptId())
                .isEqualTo(ATTEMPT);
    }

    @Test
    void readsTheEndOfCallReport() {
        CallReport report = read("""
                        {"message":{"type":"end-of-call-report","endedReason":"customer-ended-call","cost":0.0512345678,
                         "startedAt":"2026-01-05T08:59:00Z","endedAt":"2026-01-05T08:59:30.500Z",
                         "artifact":{"recordingUrl":"https://r/x","messages":[{"role":"bot","message":"Hi\\u0000"}]},
                         "analysis":{"summary":"nice","successEvaluation":"true"},
                         "call":{"id":"c1","status":"in-progress"}}}""").report(NOW);
        assertThat(report.status()).isEqualTo(CallStatus.ENDED);
        assertThat(report.cost()).isEqualByComparingTo("0.051235");
        assertThat(report.durationSeconds()).isEqualByComparingTo("30.5");
        assertThat(report.recordingUrl()).isEqualTo("https://r/x");
        assertThat(report.transcript()).isEqualTo("[{\"role\":\"bot\",\"message\":\"Hi\"}]");
        assertThat(report.successEvaluation()).isTrue();
    }

    @Test
    void readsThePlainBody() {
        CallReport report = read("""
                        {"type":"call-status","call":{"id":"c1","status":"ended","endedReason":"customer-hangup","cost":0.05,
                         "duration":45.2,"recordingUrl":"https://r/x","transcript":{"messages":[{"role":"user"}]},
                         "analysis":{"summary":"s","successEvaluation":true}}}""").report(NOW);
        assertThat(report.status()).isEqualTo(CallStatus.ENDED);
        assertThat(report.durationSeconds()).isEqualByComparingTo("45.2");
        assertThat(report.transcript()).isEqualTo("[{\"role\":\"user\"}]");
        assertThat(report.occurredAt()).isEqualTo(NOW);
    }

    @Test
    void repeatsHaveOneKeyAlthoughTheirSignedLinksDiffer() {
        String event = """
                {"message":{"type":"end-of-call-report","timestamp":1,"artifact":{"presignedRecordingUrl":"%s"},"call":{"id":"c1"}}}""";
        assertThat(read(event.formatted("https://r/a")).dedupeKey())
                .isEqualTo(read(event.formatted("https://r/b")).dedupeKey());
    }

    @Test
    void keysTellCallsTypesStatusesAndTimesApart() {
        String event = "{\"message\":{\"type\":\"%s\",\"status\":\"%s\",\"timestamp\":%s,\"call\":{\"id\":\"%s\"}}}";
        assertThat(Stream.of(
                                event.formatted("status-update", "ringing", 1, "c1"),
                                event.formatted("status-update", "ended", 1, "c1"),
                                event.formatted("status-update", "ringing", 2, "c1"),
                                event.formatted("status-update", "ringing", 1, "c2"),
                                event.formatted("hang", "ringing", 1, "c1"))
                        .map(VapiWebhookTest::read)
                        .map(VapiWebhook::dedupeKey))
                .doesNotHaveDuplicates();
    }

    @Test
    void keysTellWhatWasSaidInTheSameMillisecondApart() {
        String event = "{\"message\":{\"type\":\"%s\",%s\"timestamp\":1,\"call\":{\"id\":\"c1\"}}}";
        assertThat(Stream.of(
                                event.formatted("speech-update", "\"status\":\"started\",\"role\":\"user\","),
                                event.formatted("speech-update", "\"status\":\"stopped\",\"role\":\"user\","),
                                event.formatted("speech-update", "\"status\":\"stopped\",\"role\":\"assistant\","),
                                event.formatted("transcript", "\"role\":\"user\",\"transcriptType\":\"partial\","),
                                event.formatted("transcript", "\"role\":\"user\",\"transcriptType\":\"final\","),
                                event.formatted("transcript", ""))
                        .map(VapiWebhookTest::read)
                        .map(VapiWebhook::dedupeKey))
                .doesNotHaveDuplicates();
    }

    @Test
    void eventsOfOtherTypesMoveNothing() {
        CallReport report =
                read("{\"message\":{\"type\":\"speech-update\",\"status\":\"started\",\"call\":{\"id\":\"c1\",\"status\":\"ended\"}}}")
                        .report(NOW);
        assertThat(report.status()).isNull();
        assertThat(report.kind()).isEqualTo("speech-update");
    }

    @Test
    void aStatusUpdateThatComesLateDoesNotTakeTheCostBack() {
        CallReport report = read("""
                        {"message":{"type":"status-update","status":"in-progress","timestamp":1,
                         "call":{"id":"c1","cost":0,"duration":0,"startedAt":"2026-01-05T08:59:00Z"}}}""").report(NOW);
        assertThat(report.cost()).isNull();
        assertThat(report.durationSeconds()).isNull();
        assertThat(report.startedAt()).isNull();
    }

    @Test
    void classifiesEndedReasons() {
        assertThat(VapiReports.terminal("customer-busy")).isEqualTo(CallStatus.ENDED);
        assertThat(VapiReports.terminal("voicemail")).isEqualTo(CallStatus.ENDED);
        assertThat(VapiReports.terminal("manually-canceled")).isEqualTo(CallStatus.CANCELED);
        assertThat(VapiReports.terminal("twilio-failed-to-connect-call")).isEqualTo(CallStatus.FAILED);
        assertThat(VapiReports.terminal("call.start.error-get-assistant")).isEqualTo(CallStatus.FAILED);
        assertThat(VapiReports.terminal("pipeline-error-openai-llm-failed")).isEqualTo(CallStatus.FAILED);
        assertThat(VapiReports.terminal(
                        "call.in-progress.error-providerfault-outbound-sip-480-temporarily-unavailable"))
                .isEqualTo(CallStatus.FAILED);
        assertThat(VapiReports.terminal("a-reason-of-next-year")).isEqualTo(CallStatus.ENDED);
    }

    @Test
    void refusesWhatIsNoJsonObject() {
        for (String body : new String[] {"", "[]", "\"x\"", "{", "null"}) {
            assertThatThrownBy(() -> read(body)).as(body).isInstanceOf(InvalidInput.class);
        }
    }

    @Test
    void oddFieldsAreNullsNotErrors() {
        CallReport report = read("""
                        {"message":{"type":"end-of-call-report","cost":"free","startedAt":5,"endedAt":"soon","artifact":7,
                         "analysis":{"successEvaluation":"7/10"},"endedReason":12,"timestamp":{},"call":{"id":"c1"}}}""").report(NOW);
        assertThat(report.cost()).isNull();
        assertThat(report.successEvaluation()).isNull();
        assertThat(report.status()).isEqualTo(CallStatus.ENDED);
    }

    @ParameterizedTest
    @Timeout(5)
    @ValueSource(
            strings = {
                "\"cost\":1e1000000000",
                "\"cost\":1e-1000000000",
                "\"cost\":1e-100000000",
                "\"cost\":-1",
                "\"duration\":3e-1000000000",
                "\"startedAt\":\"+999999999-01-01T00:00:00Z\",\"endedAt\":\"2026-01-05T08:59:30Z\"",
                "\"startedAt\":1e1000000000",
                "\"endedAt\":9223372036854775807"
            })
    void numbersAndTimesThatNoColumnHoldsAreNulls(String member) {
        CallReport report = read("{\"message\":{\"type\":\"end-of-call-report\"," + member
                        + ",\"call\":{\"id\":\"c1\"}}}")
                .report(NOW);

        assertThat(report.cost()).isNull();
        assertThat(report.durationSeconds()).isNull();
        assertThat(report.status()).isEqualTo(CallStatus.ENDED);
    }

    @Test
    @Timeout(5)
    void refusesWhatIsExtravagant() {
        for (String member : new String[] {
            "[".repeat(100_000) + "]".repeat(100_000), "[".repeat(1_100), "9".repeat(900_000), "1e99999999999"
        }) {
            assertThatThrownBy(() -> read("{\"message\":{\"type\":\"hang\",\"x\":" + member + "}}"))
                    .isInstanceOf(InvalidInput.class);
        }
    }

    @Test
    void wordsThatAreNoneOfVapisAreNotTaken() {
        String odd = "x".repeat(201);
        VapiWebhook webhook = read("{\"type\":\"" + odd + "\",\"call\":{\"id\":\"" + odd + "\"}}");

        assertThat(webhook.type()).isEqualTo("unknown");
        assertThat(webhook.providerCallId()).isNull();
        assertThat(read("{\"type\":\"call-status\",\"call\":{\"id\":\"c1\",\"status\":\"" + odd + "\"}}")
                        .dedupeKey())
                .hasSizeLessThan(100);
    }

    private static VapiWebhook read(String body) {
        return VapiWebhook.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
