package io.voxlynx.systemtests.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Route;
import io.voxlynx.systemtests.harness.SystemTest;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SystemTest
class OpenApiIT {

    private static final Set<String> UNTOLD = Set.of("HEAD", "OPTIONS");

    private final Installation voxlynx;
    private final JsonObject document;

    OpenApiIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.document =
                voxlynx.anonymous().get("/openapi?format=JSON").require(200).json();
    }

    static List<Route> all() {
        return Route.ALL;
    }

    static List<String> apiPaths() {
        return Route.ALL.stream()
                .map(Route::path)
                .filter(path -> path.startsWith("/api/"))
                .distinct()
                .toList();
    }

    @Test
    void isServedAsYamlToo() {
        Answer yaml = voxlynx.anonymous().get("/openapi").require(200);

        assertThat(yaml.text()).contains("openapi: ").contains("/api/assistants:");
    }

    @Test
    void listsEveryOperationAndNoOther() {
        Set<String> described = new TreeSet<>();
        document.getJsonObject("paths")
                .forEach((path, item) -> item.asJsonObject()
                        .keySet()
                        .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(
                        Route.ALL.stream().map(Route::toString).toList());
    }

    @ParameterizedTest
    @MethodSource("apiPaths")
    void theServerAllowsTheMethodsThatAreListed(String path) {
        // what it says of a path that also fits an id is about both
        Set<String> listed = new HashSet<>(methodsOf(path));
        listed.addAll(path.equals("/api/assistants/import") ? methodsOf("/api/assistants/{id}") : Set.of());

        String asked = Route.of(path).get(0).path(UUID.randomUUID());
        String allowed = voxlynx.admin()
                .send(voxlynx.admin()
                        .request(asked)
                        .method(Route.of(path).get(0).absentMethod(), BodyPublishers.noBody()))
                .require(405)
                .header("Allow")
                .orElse("");

        Set<String> methods = new HashSet<>(Arrays.asList(allowed.split(", *")));
        methods.removeAll(UNTOLD);
        assertThat(methods).isEqualTo(listed);
    }

    @ParameterizedTest
    @MethodSource("all")
    void saysWhichCredentialsAnOperationWants(Route route) {
        JsonArray security = operation(route).getJsonArray("security");

        if (route.isPrivate()) {
            assertThat(security).as(route.toString()).hasSize(1);
            assertThat(security.getJsonObject(0).keySet()).isNotEmpty().allMatch(this::isScheme);
            assertThat(operation(route).getJsonObject("responses").keySet()).contains("401", "403");
        } else {
            assertThat(document).doesNotContainKey("security");
            assertThat(security).as(route.toString()).isNullOrEmpty();
        }
    }

    @Test
    void saysWhatARefusalTellsBesideItsBody() {
        JsonObject responses = document.getJsonObject("components").getJsonObject("responses");

        assertThat(responses
                        .getJsonObject("Unauthorized")
                        .getJsonObject("headers")
                        .keySet())
                .containsExactlyInAnyOrder(
                        "WWW-Authenticate", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset");
        assertThat(responses.getJsonObject("Forbidden").getString("description"))
                .contains("role", "revoked", "not been allowed yet", "another issuer", "API key");
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyErrorHasTheStandardShape(Route route) {
        if (route.isOfHealth()) {
            return;
        }
        JsonObject responses = operation(route).getJsonObject("responses");

        List<String> errors = responses.keySet().stream()
                .filter(status -> status.charAt(0) >= '4')
                .toList();
        assertThat(errors).contains("500");
        for (String status : errors) {
            String schema = resolved(responses.getJsonObject(status))
                    .getJsonObject("content")
                    .getJsonObject("application/json")
                    .getJsonObject("schema")
                    .getString("$ref");
            assertThat(schema).as(route + " " + status).isEqualTo("#/components/schemas/Error");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void saysWhatAGoodAnswerLooksLike(Route route) {
        JsonObject operation = operation(route);
        assertThat(operation.getString("summary")).isNotBlank();
        assertThat(operation.getJsonArray("tags")).hasSize(1);
        List<JsonObject> good = operation.getJsonObject("responses").entrySet().stream()
                .filter(response -> response.getKey().startsWith("2"))
                .map(response -> response.getValue().asJsonObject())
                .toList();

        assertThat(good).isNotEmpty();
        for (JsonObject response : good) {
            assertThat(response.containsKey("content")).isEqualTo(route.answers() != null);
            if (route.answers() != null) {
                assertThat(response.getJsonObject("content").keySet()).containsExactly(route.answers());
                assertThat(response.getJsonObject("content")
                                .getJsonObject(route.answers())
                                .getJsonObject("schema"))
                        .isNotEmpty();
            }
        }
        assertThat(operation.containsKey("requestBody")).isEqualTo(route.sends() != null);
    }

    @Test
    void namesOperationsOnlyOnce() {
        assertThat(operations().map(operation -> operation.getString("operationId")))
                .doesNotHaveDuplicates()
                .hasSize(Route.ALL.size());
    }

    @Test
    void hasAReaderInTheBrowser() {
        Answer redirect = voxlynx.anonymous().get("/openapi/ui");
        assertThat(redirect.status()).isBetween(301, 308);
        String page = redirect.header("Location").orElseThrow();

        Answer reader =
                voxlynx.anonymous().get(page.substring(page.indexOf("/docs"))).require(200);

        assertThat(reader.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(reader.text()).contains("swagger-ui");
    }

    private static Set<String> methodsOf(String path) {
        return Route.of(path).stream().map(Route::method).collect(Collectors.toSet());
    }

    private Stream<JsonObject> operations() {
        return Route.ALL.stream().map(this::operation);
    }

    private JsonObject operation(Route route) {
        return document.getJsonObject("paths")
                .getJsonObject(route.path())
                .getJsonObject(route.method().toLowerCase(Locale.ROOT));
    }

    private boolean isScheme(String name) {
        return document.getJsonObject("components")
                .getJsonObject("securitySchemes")
                .containsKey(name);
    }

    private JsonObject resolved(JsonObject response) {
        return response.containsKey("$ref")
                ? document.getValue(response.getString("$ref").substring(1)).asJsonObject()
                : response;
    }
}
