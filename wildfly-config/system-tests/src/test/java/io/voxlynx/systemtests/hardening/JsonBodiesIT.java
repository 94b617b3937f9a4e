package io.voxlynx.systemtests.hardening;

import static io.voxlynx.systemtests.harness.Cheap.cheaply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.Route;
import io.voxlynx.systemtests.harness.RowCounts;
import io.voxlynx.systemtests.harness.SystemTest;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON that is dear to read, or that two readers might read differently, is refused by every operation at once. */
@SystemTest
class JsonBodiesIT {

    /** A request of which nothing is read twice takes milliseconds; these are for a machine with much else to do. */
    private static final int ONE_MEGABYTE = 1 << 20;

    private static final List<Route> ROUTES = Route.where(route -> "application/json".equals(route.sends())
            && !route.path().endsWith("/webhook")
            && !route.path().contains("/webhooks/"));

    private static final String AGENT = "\"name\":\"x\",\"systemPrompt\":\"x\",\"sttProvider\":\"deepgram\","
            + "\"llmProvider\":\"gemini\",\"ttsProvider\":\"resemble\"";

    private final Installation voxlynx;
    private final Api admin;

    JsonBodiesIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.admin = voxlynx.admin();
    }

    /** Values of a member that no operation knows: they are refused before anybody looks for what he knows. */
    static Stream<Named<String>> values() {
        return Stream.of(
                named("100,000 arrays in each other", "[".repeat(100_000) + "]".repeat(100_000)),
                named("100,000 arrays that do not end", "[".repeat(100_000)),
                named("100,000 objects in each other", "{\"x\":".repeat(100_000) + "1" + "}".repeat(100_000)),
                named("101 levels", "[".repeat(100) + "]".repeat(100)),
                named("a repeated member", "{\"a\":1,\"b\":{},\"a\":2}"),
                named("a member repeated by an escape", "{\"a\":1,\"\\u0061\":2}"),
                named("a million digits", "9".repeat(1_000_000)),
                named("101 digits", "1".repeat(101)),
                named("a number of a billion digits", "1e1000000000"),
                named("a number of a billion decimals", "-1E-1000000000"),
                named("an exponent beyond all measure", "1e99999999999999999999999"),
                named("half a surrogate pair", "\"a\\ud83db\""),
                named("a pair the wrong way round", "\"\\ude00\\ud83d\""),
                named("half a pair as a name", "{\"\\ud83d\":1}"),
                named("an escaped NUL", "\"a\\u0000b\""));
    }

    /** Whole bodies. */
    static Stream<Named<byte[]>> bodies() {
        return Stream.of(
                body("two objects", "{}{}"),
                body("text behind the object", "{} x"),
                body("a comma behind the object", "{},"),
                body("a NUL behind the object", "{}\0"),
                body("a raw NUL in text", "{\"unknown\":\"\0\"}"),
                body("a raw line break in text", "{\"unknown\":\"\n\"}"),
                body("a byte order mark", "\uFEFF{}"),
                body("a comment", "{/* */}"),
                body("a number with a leading zero", "{\"unknown\":01}"),
                body("no number", "{\"unknown\":NaN}"),
                body("100,000 arrays", "[".repeat(100_000)),
                named("Latin-1", "{\"unknown\":\"ü\"}".getBytes(StandardCharsets.ISO_8859_1)),
                named("UTF-16", "{}".getBytes(StandardCharsets.UTF_16)),
                named("UTF-16 without a mark", "{}".getBytes(StandardCharsets.UTF_16LE)),
                named("half a surrogate pair in bytes", raw(0xED, 0xA0, 0x80)),
                named("a letter in too many bytes", raw(0xC0, 0xAF)),
                named("a letter that ends too soon", raw(0xE2, 0x82)),
                named("bytes of no letter", raw(0xFF, 0xFE)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void noOperationReadsAMemberWith(String value) {
        RowCounts before = RowCounts.of(voxlynx.db());
        for (Route route : ROUTES) {
            Answer answer =
                    cheaply(() -> send(route, ("{\"unknown\":" + value + "}").getBytes(StandardCharsets.UTF_8)));

            JsonObject error = Refusals.assertStandard(answer, 400, "VALIDATION_ERROR");
            assertThat(error.getJsonObject("details").getString("field"))
                    .as(answer.toString())
                    .startsWith("unknown");
        }
        assertThat(RowCounts.of(voxlynx.db())).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void noOperationReads(byte[] body) {
        for (Route route : ROUTES) {
            Refusals.assertStandard(cheaply(() -> send(route, body)), 400, "VALIDATION_ERROR");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "utf-16", "UTF-7", "no-such-charset"})
    void noOperationReadsAnotherCharset(String charset) {
        for (Route route : ROUTES) {
            Answer answer = admin.send(admin.request(route.path(UUID.randomUUID()))
                    .header("Content-Type", "application/json; charset=" + charset)
                    .method(route.method(), BodyPublishers.ofString("{}")));

            Refusals.assertInvalid(answer, "Content-Type");
        }
    }

    @Test
    void aRepeatedMemberIsNotDecidedByChance() {
        Answer answer = voxlynx.voice().post("/api/agents", "application/json", "{" + AGENT + ",\"name\":\"y\"}");

        Refusals.assertInvalid(answer, "name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{\"b\":1,\"b\":2}}",
                "{\"a\":{\"b\":1e1000000000}}",
                "{\"a\":[{\"b\":\"\\ud800\"}]}",
                "{\"a\":{\"b\":\"\\u0000\"}}"
            })
    void theSameHoldsForWhatIsKeptAsText(String config) {
        String body = "{" + AGENT + ",\"config\":" + config + "}";

        Refusals.assertInvalid(voxlynx.voice().post("/api/agents", "application/json", body), "config.a.b");
    }

    @Test
    void whatIsUnusualButPlainIsRead() {
        String config = "{\"deep\":" + "[".repeat(97) + "]".repeat(97) + ",\"long\":0." + "1".repeat(98)
                + ",\"far\":[1e400,-1E-400],\"letters\":\"ü 😀 \\ud83d\\ude00\"}";

        voxlynx.voice()
                .post(
                        "/api/agents",
                        "application/json; charset=\"utf-8\"",
                        " {" + AGENT + ",\"config\":" + config + "} \r\n\t ")
                .require(201);
    }

    /** A megabyte of names that fall into one slot of a hash table: comparing each with each would take minutes. */
    @Test
    void namesThatFallTogetherCostNothing() {
        String names = IntStream.range(0, 1 << 15)
                .mapToObj(JsonBodiesIT::colliding)
                .map(name -> "\"" + name + "\":1")
                .collect(Collectors.joining(","))
                .substring(0, ONE_MEGABYTE - 1000);
        String body = "{" + names.substring(0, names.lastIndexOf(',')) + "}";

        // The document allows no operation such members, and some do what is asked in spite of them.
        Api unwatched = voxlynx.undocumented(admin);
        for (Route route : ROUTES) {
            Answer answer = cheaply(() -> send(unwatched, route, body.getBytes(StandardCharsets.UTF_8)));

            assertThat(answer.status()).as(route.toString()).isLessThan(500);
        }
    }

    private Answer send(Route route, byte[] body) {
        return send(admin, route, body);
    }

    private static Answer send(Api caller, Route route, byte[] body) {
        return caller.send(caller.request(route.path(UUID.randomUUID()))
                .header("Content-Type", "application/json")
                .method(route.method(), BodyPublishers.ofByteArray(body)));
    }

    private static String colliding(int number) {
        return IntStream.range(0, 15)
                .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining());
    }

    private static Named<byte[]> body(String name, String text) {
        return named(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] raw(int... bytes) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("{\"unknown\":\"".getBytes(StandardCharsets.UTF_8));
        IntStream.of(bytes).forEach(body::write);
        body.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }
}
