package io.voxlynx.systemtests.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Named.named;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Multipart;
import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.SystemTest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with an upload, its sender hears what, and nothing of it stays. */
@SystemTest
class BadUploadIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String HEADER = "name,business_name,phone\n";
    private static final long BEYOND_LIMIT = 201L << 20;

    private final Installation voxlynx;
    private List<Long> before;

    BadUploadIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
    }

    /** Files that are refused as a whole, and the problem that is named. */
    static Stream<Named<BadFile>> badFiles() {
        return Stream.of(
                bad("no header", "MISSING_HEADERS", "Ada,Engines,+12122000000\n"),
                bad("a column lacks", "MISSING_HEADERS", "name,phone\nAda,+12122000000\n"),
                bad("a column twice", "DUPLICATE_HEADERS", "name,Name,business_name,phone\nAda,Ada,E,+12122000000\n"),
                bad("empty", "EMPTY_FILE", ""),
                bad("only a byte order mark", "EMPTY_FILE", "\uFEFF"),
                bad("only blank lines", "EMPTY_FILE", "\r\n  \r\n\r\n"),
                bad("only a header", null, HEADER),
                bad("no row can be dialed", null, HEADER + "Ada,Engines,12\nBob,,\n"),
                bad("an open quote", "MALFORMED_CSV", HEADER + "Ada,\"Engines,+12122000000\nBob,,+12122000001\n"),
                bad("a cell beyond measure", "MALFORMED_CSV", HEADER + "Ada," + "x".repeat(70_000) + ",+12122000000\n"),
                bad("a zero byte", "NOT_TEXT", HEADER + "Ada\0,Engines,+12122000000\n"),
                badBytes("a picture", "NOT_TEXT", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13}),
                badBytes(
                        "Latin-1",
                        "NOT_TEXT",
                        (HEADER + "J\u00FCrgen,B\u00E4ckerei,+12122000000\n").getBytes(StandardCharsets.ISO_8859_1)),
                badBytes(
                        "UTF-16",
                        "NOT_TEXT",
                        (HEADER + "Ada,Engines,+12122000000\n").getBytes(StandardCharsets.UTF_16)));
    }

    /** Forms around a good file, and the field that is named. */
    static Stream<Named<BadForm>> badForms() {
        return Stream.of(
                form("no file", Sheets.FILE, voxlynx -> Sheets.required(voxlynx)),
                form("two files", Sheets.FILE, voxlynx -> good(voxlynx).file(Sheets.FILE, "b.csv", file())),
                form(
                        "no assistant",
                        "assistantId",
                        voxlynx -> file(new Multipart().field("phoneNumberId", "sandbox-line-1"))),
                form(
                        "unknown assistant",
                        "assistantId",
                        voxlynx -> order("assistantId", UUID.randomUUID().toString())),
                form("an assistant's id that is none", "assistantId", voxlynx -> order("assistantId", "42")),
                form("inactive assistant", "assistantId", voxlynx -> order("assistantId", inactiveAssistant(voxlynx))),
                form(
                        "no number",
                        "phoneNumberId",
                        voxlynx -> file(new Multipart().field("assistantId", voxlynx.assistantId()))),
                form(
                        "unknown number",
                        "phoneNumberId",
                        voxlynx -> file(new Multipart()
                                .field("assistantId", voxlynx.assistantId())
                                .field("phoneNumberId", "no-such-line"))),
                form("cap 0", "cap", voxlynx -> good(voxlynx).field("cap", "0")),
                form("cap 51", "cap", voxlynx -> good(voxlynx).field("cap", "51")),
                form("cap x", "cap", voxlynx -> good(voxlynx).field("cap", "x")),
                form(
                        "cap twice",
                        "cap",
                        voxlynx -> good(voxlynx).field("cap", "1").field("cap", "2")),
                form("cap as text in JSON", "cap", voxlynx -> good(voxlynx).field("campaign", "{\"cap\":\"8\"}")),
                form("unknown mode", "mode", voxlynx -> good(voxlynx).field("mode", "nonsense")),
                form("unknown region", "defaultRegion", voxlynx -> good(voxlynx).field("defaultRegion", "Narnia")),
                form("a name too long", "name", voxlynx -> good(voxlynx).field("name", "x".repeat(201))),
                form("a field beyond measure", "notes", voxlynx -> good(voxlynx).field("notes", "x".repeat(70_000))),
                form("broken JSON", "campaign", voxlynx -> good(voxlynx).field("campaign", "{")),
                form(
                        "JSON that is no object",
                        "campaign",
                        voxlynx -> good(voxlynx).field("campaign", "[]")),
                form("too many parts", null, voxlynx -> many(good(voxlynx))),
                form(
                        "a part's head beyond measure",
                        null,
                        voxlynx -> good(voxlynx).field("x".repeat(10_000), "y")));
    }

    @BeforeEach
    void countRows() {
        voxlynx.assistantId();
        before = rows();
    }

    @AfterEach
    void nothingIsKept() {
        assertThat(rows()).as("campaigns, imports, pieces of files, contacts").isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void refusesTheFile(BadFile bad) {
        Answer answer = voxlynx.operator().post(Sheets.CREATE, Sheets.upload(voxlynx, bad.content));

        JsonObject error = refused(answer, 400);
        assertThat(error.getJsonObject("details").getString("field")).isEqualTo(Sheets.FILE);
        if (bad.problem != null) {
            assertThat(error.getJsonObject("details").getString("problem")).isEqualTo(bad.problem);
        }
    }

    @ParameterizedTest
    @MethodSource("badForms")
    void refusesTheForm(BadForm bad) {
        Answer answer = voxlynx.operator().post(Sheets.CREATE, bad.form.apply(voxlynx));

        JsonObject error = refused(answer, 400);
        if (bad.field != null) {
            assertThat(error.getJsonObject("details").getString("field")).isEqualTo(bad.field);
        }
    }

    @Test
    void refusesWhatIsNoForm() {
        refused(
                voxlynx.operator()
                        .post(Sheets.CREATE, Json.createObjectBuilder().build()),
                415);
        refused(voxlynx.operator().post(Sheets.CREATE, "text/csv", HEADER), 415);
        refused(voxlynx.operator().post(Sheets.CREATE, "application/x-www-form-urlencoded", "cap=8"), 415);
        refused(voxlynx.operator().post(Sheets.CREATE, "multipart/form-data", "without a boundary"), 400);
        refused(voxlynx.operator().post(Sheets.CREATE, "multipart/form-data; boundary=b", "no part in sight"), 400);
        refused(voxlynx.operator().post(Sheets.CREATE, "multipart/form-data; boundary=b", ""), 400);
    }

    @Test
    void refusesAFormThatEndsInTheMiddleOfTheFile() {
        refused(
                voxlynx.operator()
                        .post(
                                Sheets.CREATE,
                                "multipart/form-data; boundary=" + RawRequest.BOUNDARY,
                                RawRequest.beginningOfFile(HEADER + "Ada,Engines,+12122")),
                400);
    }

    @Test
    void forgetsAnUploadWhoseSenderGoesAway() throws IOException {
        long imports = before.get(1);
        try (RawRequest request = RawRequest.announcing(voxlynx, 10_000_000)) {
            request.send(RawRequest.beginningOfFile(HEADER + "Ada,Engines,+12122000000\n".repeat(60_000)));
            await().atMost(PATIENCE).until(() -> rows().get(1) > imports && rows().get(2) > 0);
        }

        await().atMost(PATIENCE).until(() -> rows().equals(before));
    }

    @Test
    void refusesWhatIsAnnouncedAsTooLargeWithoutReadingIt() throws IOException {
        try (RawRequest request = RawRequest.announcing(voxlynx, BEYOND_LIMIT)) {
            String answer = request.answer();

            assertThat(answer).startsWith("HTTP/1.1 413 ").contains("\"code\":\"PAYLOAD_TOO_LARGE\"", "\"requestId\":");
        }
    }

    @Test
    void onlyOperatorsAndAdminsMayUpload() {
        refused(voxlynx.anonymous().post(Sheets.CREATE, good(voxlynx)), 401);
        refused(voxlynx.voice().post(Sheets.CREATE, good(voxlynx)), 403);
    }

    private List<Long> rows() {
        return voxlynx.db().list(Long.class, """
                        select count(*) from campaigns
                        union all select count(*) from imports
                        union all select count(*) from import_chunks
                        union all select count(*) from contacts""");
    }

    private static JsonObject refused(Answer answer, int status) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        JsonObject error = answer.error();
        assertThat(error).containsOnlyKeys("code", "message", "details", "timestamp", "requestId");
        assertThat(error.getString("message")).isNotBlank().doesNotContain("Exception", "java.");
        assertThat(error.getString("requestId")).isNotBlank();
        assertThat(Instant.parse(error.getString("timestamp"))).isNotNull();
        return error;
    }

    private static byte[] file() {
        return Contacts.of(1).csv();
    }

    private static Multipart file(Multipart form) {
        return form.file(Sheets.FILE, "contacts.csv", file());
    }

    private static Multipart good(Installation voxlynx) {
        return Sheets.upload(voxlynx, file());
    }

    private static Multipart order(String field, String value) {
        return file(new Multipart().field(field, value).field("phoneNumberId", "sandbox-line-1"));
    }

    private static Multipart many(Multipart form) {
        IntStream.range(0, 20).forEach(i -> form.field("field" + i, "x"));
        return form;
    }

    private static String inactiveAssistant(Installation voxlynx) {
        String id = voxlynx.admin()
                .post(
                        "/api/assistants",
                        Json.createObjectBuilder()
                                .add("name", "Retired")
                                .add(
                                        "config",
                                        Json.createObjectBuilder()
                                                .add("model", "gpt-4")
                                                .add(
                                                        "voice",
                                                        Json.createObjectBuilder()
                                                                .add("provider", "11labs")
                                                                .add("voiceId", "sarah"))
                                                .add("systemPrompt", "Be brief.")
                                                .add("firstMessage", "Hello"))
                                .build())
                .require(201)
                .json()
                .getString("id");
        voxlynx.admin()
                .patch(
                        "/api/assistants/" + id,
                        Json.createObjectBuilder().add("active", false).build())
                .require(200);
        return id;
    }

    private static Named<BadFile> bad(String name, String problem, String content) {
        return badBytes(name, problem, content.getBytes(StandardCharsets.UTF_8));
    }

    private static Named<BadFile> badBytes(String name, String problem, byte[] content) {
        return named(name, new BadFile(problem, content));
    }

    private static Named<BadForm> form(String name, String field, Function<Installation, Multipart> form) {
        return named(name, new BadForm(field, form));
    }

    /** @param problem what the error's details call it, null for any */
    private record BadFile(String problem, byte[] content) {}

    /** @param field that the error names, null for none */
    private record BadForm(String field, Function<Installation, Multipart> form) {}
}
