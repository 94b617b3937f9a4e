package io.voxlynx.systemtests.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.client.Multipart;
import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.SystemTest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the product decides is not decided by whoever writes it into his request: who owns a thing, what it is called, how
 * it stands and what was counted. Each request is made three times: as it should be, so again, and with all such members
 * added. What the first two have in common, the third must have too, and nothing of what was added may be anywhere.
 */
@SystemTest
class MassAssignmentIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String CAMPAIGNS = "POST /api/campaigns";

    /** Of which the bodies are the providers', who say very much that is passed over. */
    private static final Set<String> OF_PROVIDERS = Set.of("POST /api/webhooks/vapi", "POST /api/livekit/webhook");

    /** Which makes nothing when it is asked again: what it answers with was there before. */
    private static final String IMPORT = "POST /api/assistants/import";

    private final Installation voxlynx;
    private final OwnedThings things;
    private final List<BodyWrite> writes;
    private final JsonObject document;

    MassAssignmentIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        Cast cast = new Cast(voxlynx);
        this.things = new OwnedThings(voxlynx, cast);
        this.writes = BodyWrite.all(voxlynx, things, cast);
        this.document =
                voxlynx.anonymous().get("/openapi?format=JSON").require(200).json();
    }

    @AfterEach
    void clearAway() {
        things.clearAway();
    }

    @Test
    void noOperationWithABodyIsForgotten() {
        Set<String> tried = new TreeSet<>(OF_PROVIDERS);
        tried.add(CAMPAIGNS);
        tried.add(IMPORT);
        writes.forEach(write -> tried.add(write.operation()));

        Set<String> withBody = new TreeSet<>();
        document.getJsonObject("paths")
                .forEach((path, methods) -> methods.asJsonObject().forEach((method, operation) -> {
                    if (operation instanceof JsonObject object && object.containsKey("requestBody")) {
                        withBody.add(method.toUpperCase() + " " + path);
                    }
                }));

        assertThat(tried).isEqualTo(withBody);
    }

    @TestFactory
    Stream<DynamicTest> whatIsNotTheCallersToSayIsPassedOver() {
        return writes.stream()
                .map(write -> DynamicTest.dynamicTest(write.operation(), () -> {
                    JsonObject extras = Extras.without(members(write.operation()));
                    assertUntouched(
                            write.settles(),
                            made(write, JsonObject.EMPTY_JSON_OBJECT),
                            made(write, JsonObject.EMPTY_JSON_OBJECT),
                            made(write, extras));
                }));
    }

    @Test
    void whatIsNotTheUploadersToSayIsPassedOver() {
        JsonObject extras = Extras.without(members(CAMPAIGNS));
        JsonObject none = JsonObject.EMPTY_JSON_OBJECT;

        assertUntouched(true, uploaded(none), uploaded(none), uploaded(extras));
    }

    private Outcome made(BodyWrite write, JsonObject extras) {
        String thing = write.thing().get();
        JsonObjectBuilder body = Json.createObjectBuilder(write.body().apply(thing));
        extras.forEach(body::add);
        String[] operation = write.operation().split(" ");
        Api careless = voxlynx.undocumented(write.caller());

        Answer answer = careless.send(careless.request(
                        operation[1].replaceAll("\\{[a-z_]+}", thing.replace(" ", "%20")))
                .header("Content-Type", "application/json")
                .method(operation[0], BodyPublishers.ofString(body.build().toString())));

        assertThat(answer.status()).as(answer.toString()).isBetween(200, 204);
        String key = write.idMember().isEmpty() ? thing : answer.json().getString(write.idMember());
        return new Outcome(answer, write.rows().isEmpty() ? JsonObject.EMPTY_JSON_OBJECT : row(write.rows(), key));
    }

    private Outcome uploaded(JsonObject inJson) {
        JsonObjectBuilder order = Json.createObjectBuilder(voxlynx.order(1, "continuous"));
        // it takes nothing but text there, whatever the name
        inJson.forEach((name, value) -> order.add(name, Extras.text(value)));
        Multipart form = new Multipart().json("campaign", order.build());
        Answer answer = voxlynx.undocumented(voxlynx.operator())
                .post(
                        "/api/campaigns",
                        form.file("contactsCsv", "contacts.csv", Contacts.of(1).csv()));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        String id = answer.json().getString("campaignId");
        // The import goes on behind the answer, and the search's index behind the import.
        JsonObject settled = await().atMost(PATIENCE)
                .until(
                        () -> row("campaigns t where t.id::text = ?", id),
                        campaign -> campaign.getString("import_status").equals("COMPLETED")
                                && campaign.getInt("searchable_contacts") == 1);
        return new Outcome(answer, settled);
    }

    private JsonObject row(String rows, String key) {
        String row = voxlynx.db().one(String.class, "select to_jsonb(t)::text from " + rows, key);
        return Json.createReader(new StringReader(row)).readObject();
    }

    private static void assertUntouched(boolean settles, Outcome one, Outcome same, Outcome attacked) {
        assertThat(Extras.marksIn(attacked.answer().text() + attacked.row())).isEmpty();
        assertThat(attacked.answer().status()).isEqualTo(one.answer().status());
        if (attacked.answer().status() != 204) {
            assertThat(attacked.answer().json().keySet())
                    .isEqualTo(one.answer().json().keySet());
        }
        if (settles) {
            Set<String> constant = new HashSet<>(one.row().keySet());
            // times are always new; a foreign one would have been found above
            constant.removeIf(column -> column.endsWith("_at")
                    || !one.row().get(column).equals(same.row().get(column)));
            constant.forEach(column -> assertThat(attacked.row().get(column))
                    .as(column)
                    .isEqualTo(one.row().get(column)));
        }
    }

    /** What the document lets a caller say. */
    private Set<String> members(String operation) {
        String[] parts = operation.split(" ");
        JsonObject content = document.getJsonObject("paths")
                .getJsonObject(parts[1])
                .getJsonObject(parts[0].toLowerCase())
                .getJsonObject("requestBody")
                .getJsonObject("content");
        Set<String> members = new HashSet<>();
        content.values().forEach(type -> {
            JsonObject schema = type.asJsonObject().getJsonObject("schema");
            String reference = schema.getString("$ref", "");
            JsonObject known = reference.isEmpty()
                    ? schema
                    : document.getJsonObject("components")
                            .getJsonObject("schemas")
                            .getJsonObject(reference.substring(reference.lastIndexOf('/') + 1));
            members.addAll(known.getJsonObject("properties").keySet());
        });
        return members;
    }

    /** @param row what the database has of it; empty where nothing is kept */
    private record Outcome(Answer answer, JsonObject row) {}
}
