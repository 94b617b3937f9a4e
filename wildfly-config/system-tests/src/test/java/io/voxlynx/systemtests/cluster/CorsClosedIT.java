package io.voxlynx.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Here nobody has said which other origins may use the API: so none may. */
@ClusterTest
class CorsClosedIT {

    private static final String SOME_ORIGIN = "https://app.example.com";

    @ParameterizedTest
    @ValueSource(strings = {"/api/campaigns", "/api/agents", "/api/webhooks/vapi", "/api/nothing", "/health"})
    void whoAsksBeforehandIsRefused(String path, Cluster cluster) {
        for (String origin : new String[] {SOME_ORIGIN, "http://localhost", "null", "*"}) {
            Answer answer = cluster.undocumented()
                    .send(
                            0,
                            path,
                            request -> request.header("Origin", origin)
                                    .header("Access-Control-Request-Method", "POST")
                                    .header("Access-Control-Request-Headers", "authorization,content-type")
                                    .method("OPTIONS", BodyPublishers.noBody()));

            assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
            assertSilent(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/campaigns", "/api/agents", "/api/nothing", "/health", "/openapi", "/docs/"})
    void noAnswerNamesAnOrigin(String path, Cluster cluster) {
        for (Visitor visitor : new Visitor[] {
            cluster.undocumented(),
            cluster.undocumented().as("garbage"),
            cluster.undocumented().as(cluster.platform().sandbox().token("cors-1", "operator"))
        }) {
            assertSilent(visitor.send(
                    1, path, request -> request.header("Origin", SOME_ORIGIN).GET()));
        }
    }

    private static void assertSilent(Answer answer) {
        assertThat(answer.headers().map().keySet())
                .as(answer.toString())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
    }
}
