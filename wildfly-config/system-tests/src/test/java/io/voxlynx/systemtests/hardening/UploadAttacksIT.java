package io.voxlynx.systemtests.hardening;

import static io.voxlynx.systemtests.harness.Cheap.cheaply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Named.named;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.RowCounts;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.Wire;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms that nobody fills in: refused as soon as it shows, without being read to their end, and nothing is kept. */
@SystemTest
class UploadAttacksIT {

    private static final String PATH = "/api/campaigns";
    private static final String FORM = "multipart/form-data; boundary=b";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long GIGABYTE = 1L << 30;
    /**
     * What the kernel's buffers between us and the server may hold beside what it has read. Linux lets a receiver's grow
     * to 32 MB as a rule and a sender's to 4 MB, and hosts with long lines allow more; it is far below the gigabyte.
     */
    private static final long IN_TRANSIT = 128L << 20;

    private static final String FILE =
            part("name=\"contactsCsv\"; filename=\"contacts.csv\"", "name,business_name,phone\n");

    private final Installation voxlynx;
    private final Api operator;
    private RowCounts before;
    private long imports;

    UploadAttacksIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.operator = voxlynx.operator();
    }

    @BeforeEach
    void count() {
        voxlynx.assistantId();
        before = RowCounts.of(voxlynx.db());
        imports = imports();
    }

    /** Soon: whoever hangs up does not see what is done about it. */
    @AfterEach
    void nothingIsKept() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(RowCounts.of(voxlynx.db())).isEqualTo(before);
            assertThat(imports()).isEqualTo(imports);
        });
    }

    static Stream<Named<String>> forms() {
        String longHead = "X-Long: " + "a".repeat(900_000) + "\r\n";
        String inner = "--i\r\nContent-Disposition: file; filename=\"a.csv\"\r\n\r\nx\r\n";
        return Stream.of(
                named("10,000 parts", part("name=\"x\"", "x").repeat(10_000) + end()),
                named("10,000 parts without a name", "--b\r\n\r\nx\r\n".repeat(10_000) + end()),
                named("10,000 empty parts", "--b\r\n\r\n\r\n".repeat(10_000) + end()),
                named("10,000 files", FILE.repeat(10_000) + end()),
                named("a part whose head is a megabyte", "--b\r\n" + longHead + "\r\nx\r\n" + end()),
                named("a part with 50,000 headers", "--b\r\n" + "X-A: b\r\n".repeat(50_000) + "\r\nx\r\n" + end()),
                named(
                        "a part whose head does not end",
                        "--b\r\nContent-Disposition: form-data; name=\"" + "a".repeat(900_000)),
                named("a megabyte of nothing before the form", "x".repeat(1 << 20)),
                named("a form in a form", nested("multipart/form-data; boundary=i", inner + "--i--\r\n")),
                named(
                        "10,000 files in a part",
                        nested("multipart/mixed; boundary=i", inner.repeat(10_000) + "--i--\r\n")),
                named(
                        "5,000 forms in each other",
                        nested(
                                "multipart/mixed; boundary=i",
                                ("--i\r\nContent-Type: multipart/mixed; boundary=i\r\n\r\n").repeat(5_000))),
                named("no end", FILE),
                named("no boundary in sight", "x".repeat(100_000)),
                named("line feeds alone", (FILE + end()).replace("\r\n", "\n")),
                named("the JSON twice", FILE + json("{\"cap\":1}") + json("{\"cap\":2}") + end()),
                named("a member of the JSON twice", FILE + json("{\"cap\":1,\"cap\":2}") + end()),
                named("JSON of 20,000 levels", FILE + json("{\"cap\":" + "[".repeat(20_000)) + end()),
                named("JSON with a number without end", FILE + json("{\"cap\":1e1000000000}") + end()),
                named("JSON with half a surrogate pair", FILE + json("{\"name\":\"\\ud800\"}") + end()),
                named("two JSON objects", FILE + json("{}{}") + end()),
                named("a field with NUL", FILE + part("name=\"name\"", "a\0b") + end()));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void isRefusedCheaply(String form) {
        Answer answer = cheaply(() -> send(FORM, form.getBytes(StandardCharsets.UTF_8)));

        Refusals.assertStandard(answer, 400, "VALIDATION_ERROR");
    }

    @Test
    void aFieldThatIsNoTextIsNamed() {
        byte[] form = (FILE + part("name=\"name\"", "\u00ff\u00fe") + end()).getBytes(StandardCharsets.ISO_8859_1);

        Refusals.assertInvalid(send(FORM, form), "name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=\"\"",
                "multipart/form-data; boundary=other",
                "multipart/form-data; boundary=other; boundary=b"
            })
    void aFormWithoutItsBoundaryIsRefused(String type) {
        Refusals.assertStandard(send(type, (FILE + end()).getBytes(StandardCharsets.UTF_8)), 400, "VALIDATION_ERROR");
    }

    @ParameterizedTest
    @CsvSource({
        "name=\"notes\",                              400",
        "name=\"contactsCsv\"; filename=\"big.csv\",  413",
        "filename=\"nameless.csv\",                   413"
    })
    void aGigabyteIsNotReadToItsEnd(String disposition, int status) {
        for (boolean announced : new boolean[] {true, false}) {
            String length = announced ? "Content-Length: " + GIGABYTE : "Transfer-Encoding: chunked";
            try (Wire wire = Wire.to(voxlynx.platform().baseUrl())) {
                wire.send(head(length));
                wire.send(framed(
                        ("--b\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII),
                        announced));

                long taken = sendUntilRefused(wire, announced);
                Optional<Answer> answer = wire.answer();

                // Of what was on its way when the server hung up, it may not see the answer any more.
                answer.ifPresent(refusal ->
                        assertThat(refusal.status()).as(refusal.toString()).isEqualTo(announced ? 413 : status));
                assertThat(taken).isLessThan((announced || status == 400 ? 0 : 201L << 20) + IN_TRANSIT);
                wire.awaitEnd();
            }
        }
    }

    @Test
    void aPartThatNeverEndsEndsWithTheConnection() {
        try (Wire wire = Wire.to(voxlynx.platform().baseUrl())) {
            wire.send(head("Transfer-Encoding: chunked"));
            wire.send(framed(FILE.getBytes(StandardCharsets.US_ASCII), false)).awaitEnd();
        }
    }

    /** The form is complete and so is its answer; what goes on behind it is nobody's. */
    @Test
    void whatFollowsTheLastPartIsBoundedToo() {
        try (Wire wire = Wire.to(voxlynx.platform().baseUrl())) {
            wire.send(head("Transfer-Encoding: chunked"));
            wire.send(framed((FILE + end()).getBytes(StandardCharsets.US_ASCII), false));

            long taken = sendUntilRefused(wire, false);

            assertThat(taken).isLessThan((201L << 20) + IN_TRANSIT);
            wire.awaitEnd();
        }
    }

    private static long sendUntilRefused(Wire wire, boolean plain) {
        byte[] piece = framed("a,b,+12125550100\n".repeat(4096).getBytes(StandardCharsets.US_ASCII), plain);
        long sent = 0;
        while (sent < GIGABYTE && wire.trySend(piece)) {
            sent += piece.length;
        }
        return sent;
    }

    private static byte[] framed(byte[] bytes, boolean plain) {
        if (plain) {
            return bytes;
        }
        String chunk =
                Integer.toHexString(bytes.length) + "\r\n" + new String(bytes, StandardCharsets.ISO_8859_1) + "\r\n";
        return chunk.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String head(String length) {
        return "POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + voxlynx.platform().sandbox().token("operator-1", "operator") + "\r\nContent-Type: " + FORM + "\r\n"
                + length + "\r\n\r\n";
    }

    private Answer send(String type, byte[] form) {
        return operator.send(
                operator.request(PATH).header("Content-Type", type).POST(BodyPublishers.ofByteArray(form)));
    }

    private long imports() {
        return voxlynx.db().count("select count(*) from imports")
                + voxlynx.db().count("select count(*) from import_chunks");
    }

    private static String part(String disposition, String content) {
        return "--b\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
    }

    private static String json(String object) {
        return part("name=\"campaign\"", object);
    }

    private static String nested(String type, String parts) {
        return "--b\r\nContent-Disposition: form-data; name=\"contactsCsv\"\r\nContent-Type: " + type + "\r\n\r\n"
                + parts + "\r\n" + end();
    }

    private static String end() {
        return "--b--\r\n";
    }
}
