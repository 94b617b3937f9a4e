package io.voxlynx.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.ProviderFailed;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retrofit2.Response;

class LiveKitAnswerTest {

    @Test
    void aRefusalOfTheNetworkSaysItsCodeAndWords() {
        LiveKitAnswer<Void> answer = refused(429, """
                {"code":"resource_exhausted","msg":"sip status: 486: Busy Here",
                 "meta":{"sip_status_code":"486","sip_status":"Busy Here"}}""");

        ProviderFailed failure = answer.failure();

        assertThat(failure.getMessage()).isEqualTo("LiveKit: SIP 486 Busy Here");
        assertThat(failure.details())
                .containsEntry("provider", "LiveKit")
                .containsEntry("sip_status_code", 486)
                .containsEntry("sip_status", "Busy Here");
    }

    /** HTTP status, Twirp code, SIP code: may a phone ring in spite of it? */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            429, resource_exhausted,  486, false
            500, internal,            503, false
            408, deadline_exceeded,   408, false
            408, deadline_exceeded,   -,   true
            408, canceled,            -,   false
            500, internal,            -,   true
            503, unavailable,         -,   true
            502, -,                   -,   true
            504, -,                   -,   true
            404, -,                   -,   false
            404, not_found,           -,   false
            400, invalid_argument,    -,   false
            401, unauthenticated,     -,   false
            429, resource_exhausted,  -,   false
            """)
    void knowsWhetherAPhoneMayRing(int http, String code, Integer sip, boolean mayRing) {
        String meta = sip == null ? "{}" : "{\"sip_status_code\":\"" + sip + "\"}";
        String body = code == null ? "<html>" : "{\"code\":\"" + code + "\",\"msg\":\"x\",\"meta\":" + meta + "}";

        assertThat(CallPlacements.isUndecided(refused(http, body))).isEqualTo(mayRing);
    }

    @Test
    void onlyARequestThatNeverLeftIsSureToHaveDoneNothing() {
        assertThat(CallPlacements.isUndecided(LiveKitAnswer.of(new ConnectException())))
                .isFalse();
        assertThat(CallPlacements.isUndecided(LiveKitAnswer.of(new UnknownHostException())))
                .isFalse();
        assertThat(CallPlacements.isUndecided(LiveKitAnswer.of(new SocketTimeoutException())))
                .isTrue();
        assertThat(CallPlacements.isUndecided(LiveKitAnswer.of(new SocketException("reset"))))
                .isTrue();
    }

    @Test
    void ourCredentialsAndItsBodyAreNobodysBusiness() {
        assertThat(refused(401, "invalid token: eyJsecret").reason()).isEqualTo("it refuses our API key");
        assertThat(refused(502, "<html>proxy.internal</html>").reason()).isEqualTo("HTTP 502");
    }

    @Test
    void whatIsNotThereIsGone() {
        refused(404, "{\"code\":\"not_found\"}").requireGone();
        assertThat(refused(404, "{\"code\":\"not_found\"}").found()).isEmpty();
    }

    private static LiveKitAnswer<Void> refused(int status, String body) {
        return LiveKitAnswer.of(Response.error(status, ResponseBody.create(body, MediaType.get("application/json"))));
    }
}
