package io.voxlynx.systemtests.hardening;

import static io.voxlynx.systemtests.harness.Cheap.cheaply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Named.named;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.LiveKitClient;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.TestCampaign;
import jakarta.json.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A webhook is believed for its signature over every byte, and what is in it can hurt nobody even then. */
@SystemTest
class SignedWebhooksIT {

    private static final String VAPI = "/api/webhooks/vapi";
    private static final String LIVEKIT = "/api/livekit/webhook";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Installation voxlynx;
    private final Api nobody;
    private final String callId = UUID.randomUUID().toString();
    private final String body = "{\"type\":\"call-status\",\"call\":{\"id\":\"" + callId + "\",\"status\":\"ended\"}}";

    SignedWebhooksIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.nobody = voxlynx.anonymous();
    }

    @Test
    void onlyTheHexOfOurSecretOverTheseBytesIsBelieved() {
        String good = voxlynx.sandbox().signature(body);
        String secret = voxlynx.platform().secrets().webhook();
        List<String> bad = List.of(
                "",
                "0",
                "00",
                "zz".repeat(32),
                good.substring(1),
                good.substring(0, 63),
                good.substring(0, 32),
                good + "0",
                good + "00",
                "0" + good,
                good + "," + good,
                good + " x",
                "\"" + good + "\"",
                "sha1=" + good,
                "sha512=" + good,
                "SHA256=" + good,
                "sha256:" + good,
                "sha256=sha256=" + good,
                signed("HmacSHA1", secret, body),
                signed("HmacSHA512", secret, body),
                signed("HmacMD5", secret, body),
                signed("HmacSHA256", secret + "x", body),
                signed("HmacSHA256", secret.toLowerCase(Locale.ROOT), body),
                signed("HmacSHA256", secret, body + "\n"),
                signed("HmacSHA256", secret, ""),
                secret);
        for (String signature : bad) {
            for (String header : List.of("X-Signature", "X-Vapi-Signature")) {
                Answer answer = nobody.send(vapi(body).header(header, signature));
                Refusals.assertStandard(answer, 401, "UNAUTHORIZED");
            }
        }
        assertThat(kept()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "\t", "\0", "{}"})
    void aByteMoreIsAnotherBody(String more) {
        String signature = voxlynx.sandbox().signature(body);
        for (String changed : List.of(body + more, more + body, body.replace("ended", "ended" + more))) {
            Refusals.assertStandard(nobody.send(vapi(changed).header("X-Signature", signature)), 401, "UNAUTHORIZED");
        }
        assertThat(kept()).isZero();
    }

    @Test
    void anotherBitIsAnotherBody() {
        String signature = voxlynx.sandbox().signature(body);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i += 7) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            Answer answer = nobody.send(nobody.request(VAPI)
                    .header("Content-Type", "application/json")
                    .header("X-Signature", signature)
                    .POST(BodyPublishers.ofByteArray(changed)));
            Refusals.assertStandard(answer, 401, "UNAUTHORIZED");
        }
        assertThat(kept()).isZero();
    }

    @Test
    void ofTwoSignaturesNoneIsChosen() {
        String good = voxlynx.sandbox().signature(body);
        for (List<String> both : List.of(List.of(good, "00"), List.of("00", good))) {
            HttpRequest.Builder doubled = vapi(body);
            both.forEach(signature -> doubled.header("X-Signature", signature));
            Refusals.assertStandard(nobody.send(doubled), 401, "UNAUTHORIZED");
            Refusals.assertStandard(
                    nobody.send(vapi(body).header("X-Vapi-Signature", "00").header("X-Signature", good)),
                    401,
                    "UNAUTHORIZED");
        }
        assertThat(kept()).isZero();
    }

    /** Each is good where an account is set to it; this installation is set to another one. */
    @Test
    void aFormThatIsNotConfiguredIsNotBelieved() {
        String secret = voxlynx.platform().secrets().webhook();
        String now = Long.toString(System.currentTimeMillis());
        String timed = signed("HmacSHA256", secret, now + "." + body);

        Refusals.assertStandard(nobody.send(vapi(body).header("X-Vapi-Secret", secret)), 401, "UNAUTHORIZED");
        Refusals.assertStandard(
                nobody.send(vapi(body).header("X-Timestamp", now).header("X-Signature", timed)), 401, "UNAUTHORIZED");
        Refusals.assertStandard(
                nobody.send(vapi(body).header("Authorization", "Bearer " + secret)), 401, "UNAUTHORIZED");
        assertThat(kept()).isZero();
    }

    @Test
    void hexMayBeWrittenEitherWay() {
        String good = voxlynx.sandbox().signature(body);

        nobody.send(vapi(body).header("X-Signature", good.toUpperCase(Locale.ROOT)))
                .require(200);
        nobody.send(vapi(body).header("X-Vapi-Signature", "sha256=" + good)).require(200);
        assertThat(kept()).isEqualTo(1);
    }

    /** The header that numbers messages is not signed: whoever invents numbers fills a table and moves nothing. */
    @Test
    void whatIsReplayedIsAppliedOnce() {
        String onTheLine = aCallOnTheLine();
        String ended = body.replace(callId, onTheLine);
        for (String messageId : List.of("", "one", "two", incompressible(6_000))) {
            HttpRequest.Builder webhook =
                    vapi(ended).header("X-Signature", voxlynx.sandbox().signature(ended));
            nobody.send(messageId.isEmpty() ? webhook : webhook.header("X-Message-Id", messageId))
                    .require(200);
        }

        await().atMost(PATIENCE).until(() -> status(onTheLine).equals("ENDED") && open(onTheLine) == 0);
        assertThat(voxlynx.db()
                        .count(
                                "select count(*) from call_events e join calls c on c.id = e.call_id"
                                        + " where c.provider_call_id = ? and e.kind = 'call-status'",
                                onTheLine))
                .isEqualTo(1);
    }

    /** Members of a call. */
    static Stream<Named<String>> oddMembers() {
        return Stream.of(
                named("100,000 levels", "\"x\":" + "[".repeat(100_000) + "]".repeat(100_000)),
                named("1,100 levels", "\"x\":" + "{\"y\":".repeat(1_100) + "1" + "}".repeat(1_100)),
                named("a cost of a billion digits", "\"cost\":1e1000000000"),
                named("a cost of a billion decimals", "\"cost\":1e-1000000000"),
                named("a cost of two billion decimals", "\"cost\":1e-2147483647"),
                named("a cost of a hundred million decimals", "\"cost\":1e-100000000"),
                named("a cost with an exponent beyond measure", "\"cost\":1e99999999999999"),
                named("a cost of a million digits", "\"cost\":" + "9".repeat(900_000)),
                named("a negative cost", "\"cost\":-5"),
                named("a duration of a billion decimals", "\"duration\":3e-1000000000"),
                named("a start beyond all years", "\"startedAt\":\"+999999999-01-01T00:00:00Z\""),
                named("an end beyond the database's years", "\"endedAt\":\"+300000-01-01T00:00:00Z\""),
                named("a start of a billion digits", "\"startedAt\":1e1000000000"),
                named("an end of many milliseconds", "\"endedAt\":9223372036854775807"),
                named("half a surrogate pair", "\"endedReason\":\"\\ud800\""),
                named("NUL", "\"endedReason\":\"a\\u0000b\",\"recordingUrl\":\"\\u0000\""),
                named("a member twice", "\"status\":\"ringing\",\"status\":\"ended\""),
                named("a reason of half a megabyte", "\"endedReason\":\"" + incompressible(500_000) + "\""),
                named("things of other types", "\"cost\":{},\"duration\":[],\"analysis\":1,\"transcript\":true"));
    }

    @ParameterizedTest
    @MethodSource("oddMembers")
    void whateverASignedEventSaysItIsCheapAndTheCallGoesOn(String members) {
        String onTheLine = aCallOnTheLine();
        String odd = "{\"type\":\"call-status\",\"call\":{\"id\":\"" + onTheLine + "\",\"status\":\"in-progress\","
                + members + "}}";
        String last = "{\"type\":\"call-status\",\"call\":{\"id\":\"" + onTheLine + "\",\"status\":\"ended\"," + members
                + "}}";
        for (String event :
                List.of(odd, last, "{\"message\":" + last.replace("call-status", "end-of-call-report") + "}")) {
            assertThat(cheaply(() -> voxlynx.sandbox().deliver(event)).status()).isIn(200, 400);
        }
        voxlynx.sandbox().deliver(body.replace(callId, onTheLine)).require(200);

        await().atMost(PATIENCE).until(() -> status(onTheLine).equals("ENDED"));
        await().atMost(PATIENCE).until(() -> open(onTheLine) == 0);
    }

    /** Whole messages of Vapi. */
    static Stream<Named<String>> oddMessages() {
        String random = incompressible(20_000);
        return Stream.of(
                named("a type of 20,000 letters", "{\"type\":\"" + random + "\",\"call\":{\"id\":\"x\"}}"),
                named("an id of 20,000 letters", "{\"type\":\"hang\",\"call\":{\"id\":\"" + random + "\"}}"),
                named(
                        "a status of 20,000 letters",
                        "{\"type\":\"call-status\",\"call\":{\"id\":\"x\",\"status\":\"" + random + "\"}}"),
                named("an id with NUL", "{\"type\":\"hang\",\"call\":{\"id\":\"a\\u0000b\"}}"),
                named(
                        "a timestamp beyond all years",
                        "{\"type\":\"hang\",\"timestamp\":\"+999999999-01-01T00:00:00Z\",\"call\":{\"id\":\"x\"}}"),
                named(
                        "a timestamp of a billion digits",
                        "{\"type\":\"hang\",\"timestamp\":1e1000000000,\"call\":{\"id\":\"x\"}}"),
                named(
                        "a timestamp of a million digits",
                        "{\"type\":\"hang\",\"timestamp\":" + "9".repeat(900_000) + ",\"call\":{\"id\":\"x\"}}"),
                named("no call", "{\"type\":\"hang\"}"),
                named("a call that is none", "{\"type\":\"hang\",\"call\":[[]]}"),
                named("70,000 envelopes", "{\"message\":".repeat(70_000) + "{}" + "}".repeat(70_000)),
                named("two objects", "{\"type\":\"hang\"}{}"),
                named("no JSON", "\0"));
    }

    @ParameterizedTest
    @MethodSource("oddMessages")
    void oddMessagesAreKeptOrRefusedAndNeverAFailureOfOurs(String message) {
        Answer answer = cheaply(() -> voxlynx.sandbox().deliver(message));

        assertThat(answer.status()).as(answer.toString()).isIn(200, 400);
    }

    /** Members of an event of LiveKit. */
    static Stream<Named<String>> oddEvents() {
        String random = incompressible(20_000);
        return Stream.of(
                named("100,000 levels", "\"x\":" + "[".repeat(100_000) + "]".repeat(100_000)),
                named("50,000 levels that do not end", "\"x\":" + "{\"x\":".repeat(50_000)),
                named(
                        "a participant in 5,000 others",
                        "\"participant\":" + "{\"participant\":".repeat(5_000) + "{}" + "}".repeat(5_000)),
                named("a version of a billion digits", "\"participant\":{\"version\":1e1000000000}"),
                named("a version of half a billion digits", "\"participant\":{\"version\":1e500000000}"),
                named("the same as text", "\"participant\":{\"version\":\"1e500000000\"}"),
                named("a version of a billion decimals", "\"participant\":{\"version\":1e-1000000000}"),
                named("a version of a million digits", "\"participant\":{\"version\":" + "9".repeat(900_000) + "}"),
                named("a time of half a billion digits", "\"createdAt\":1e500000000"),
                named("a time beyond all years", "\"createdAt\":\"9223372036854775807\""),
                named("a room with NUL", "\"room\":{\"name\":\"a\\u0000b\",\"sid\":\"\\u0000\"}"),
                named("a room of 20,000 letters", "\"room\":{\"name\":\"" + random + "\",\"sid\":\"" + random + "\"}"),
                named("half a surrogate pair", "\"room\":{\"name\":\"a\\ud800b\"}"),
                named("a member twice", "\"room\":{\"name\":\"a\"},\"room\":{\"name\":\"b\"}"),
                named("things of other types", "\"room\":[],\"participant\":5"));
    }

    @ParameterizedTest
    @MethodSource("oddEvents")
    void oddEventsOfLiveKitAreKeptOrRefusedAndNeverAFailureOfOurs(String members) {
        for (String kind : List.of("participant_joined", "room_finished")) {
            String event = "{\"event\":\"" + kind + "\",\"id\":\"EV_" + UUID.randomUUID() + "\"," + members + "}";

            Answer answer = cheaply(() -> voxlynx.liveKit().deliver(event));

            assertThat(answer.status()).as(answer.toString()).isIn(200, 400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000b", "", "long"})
    void anEventsIdCanBeAnything(String id) {
        String event = LiveKitClient.event("room_started", "room-" + UUID.randomUUID());
        String odd = event.replaceFirst(
                "\"id\":\"[^\"]+\"",
                "\"id\":\"" + (id.equals("long") ? incompressible(20_000) : id.replace("\\", "\\\\")) + "\"");

        Answer answer = voxlynx.liveKit().deliver(odd);

        assertThat(answer.status()).as(answer.toString()).isIn(200, 400);
    }

    @Test
    void aWebhookOfLiveKitIsBelievedForItsBytesAndInItsTimeOnly() {
        String event = LiveKitClient.event("room_started", "room-" + UUID.randomUUID());
        String good = voxlynx.liveKit().authorization(event);
        for (String changed : List.of(event + " ", " " + event, event.replace("room_started", "room_finished"), "")) {
            Answer answer = nobody.send(nobody.request(LIVEKIT)
                    .header("Content-Type", "application/webhook+json")
                    .header("Authorization", good)
                    .POST(BodyPublishers.ofString(changed)));
            Refusals.assertStandard(answer, 401, "UNAUTHORIZED");
        }
        HttpRequest.Builder doubled = nobody.request(LIVEKIT)
                .header("Content-Type", "application/webhook+json")
                .header("Authorization", "garbage")
                .header("Authorization", good)
                .POST(BodyPublishers.ofString(event));
        Refusals.assertStandard(nobody.send(doubled), 401, "UNAUTHORIZED");
        assertThat(voxlynx.liveKit().deliver(event).require(200).json().getString("status"))
                .isEqualTo("kept");
        assertThat(voxlynx.liveKit().deliver(event).require(200).json().getString("status"))
                .isEqualTo("duplicate");
    }

    private HttpRequest.Builder vapi(String content) {
        return nobody.request(VAPI).header("Content-Type", "application/json").POST(BodyPublishers.ofString(content));
    }

    private long kept() {
        return voxlynx.db().count("select count(*) from inbox where group_key = ?", callId);
    }

    private long open(String group) {
        return voxlynx.db().count("select count(*) from inbox where group_key = ? and next_try_at is not null", group);
    }

    private String status(String providerCallId) {
        return voxlynx.db().one(String.class, "select status from calls where provider_call_id = ?", providerCallId);
    }

    /** That only our own webhooks will end: the stand-in's come when the test is over. */
    private String aCallOnTheLine() {
        voxlynx.sandbox()
                .behave(Json.createObjectBuilder()
                        .add("answerRate", 1)
                        .add("ringMillis", 60_000)
                        .add("talkMillis", 60_000)
                        .build());
        TestCampaign campaign = voxlynx.campaign(Contacts.of(1), 1);
        campaign.start();
        return await().atMost(PATIENCE)
                .until(
                        () -> voxlynx.db()
                                .one(
                                        String.class,
                                        "select coalesce(max(provider_call_id), '') from calls where campaign_id = ?",
                                        campaign.id()),
                        id -> !id.isEmpty());
    }

    private static String incompressible(int letters) {
        byte[] bytes = new byte[letters / 2];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String signed(String algorithm, String secret, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
