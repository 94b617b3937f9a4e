package io.voxlynx.systemtests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.run.LocalPlatform;
import io.voxlynx.sandbox.run.Secrets;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks at every answer of the whole run: none tells who the server is, what it is made of or what it keeps to itself,
 * and all carry the headers that tell browsers to be careful.
 */
public final class Discretion implements Consumer<HttpResponse<byte[]>> {

    /** Names of classes, lines of stack traces, what databases and servers say of themselves. */
    static final Pattern INSIDE = Pattern.compile(
            "Exception|\\bat [a-z]+\\.|\\b(java|jakarta|javax|org|io|com)\\.[a-z]+\\.|JBAS|WFLY|SQLSTATE|ORA-"
                    + "|RESTEASY|Undertow|WildFly|JBoss|Hibernate|Weld|PostgreSQL|<html",
            Pattern.CASE_INSENSITIVE);

    private static final List<String> BANNERS =
            List.of("Server", "X-Powered-By", "Via", "X-AspNet-Version", "X-Runtime", "Set-Cookie");

    private static final Map<String, String> CAREFUL = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin");

    private final List<String> secrets;

    private Discretion(List<String> secrets) {
        this.secrets = secrets;
    }

    public static Discretion about(LocalPlatform platform) {
        Secrets secrets = platform.secrets();
        return new Discretion(Stream.of(
                        platform.database().password(),
                        secrets.callback(),
                        secrets.liveKit(),
                        secrets.llmApiKey(),
                        secrets.messaging(),
                        secrets.providerApiKey(),
                        secrets.scheduler(),
                        secrets.webhook())
                .toList());
    }

    @Override
    public void accept(HttpResponse<byte[]> exchange) {
        Answer answer = new Answer(
                exchange.request().method() + " " + exchange.request().uri(),
                exchange.statusCode(),
                exchange.headers(),
                exchange.body());
        require(answer);
        requireCareful(answer);
        String said = exchange.headers().map() + new String(exchange.body(), StandardCharsets.UTF_8);
        assertThat(secrets).as(answer.toString()).noneMatch(said::contains);
    }

    static void require(Answer answer) {
        assertThat(BANNERS)
                .as(answer.toString())
                .allMatch(name -> answer.header(name).isEmpty());
        assertThat(answer.headers().map().toString()).doesNotContainPattern(INSIDE);
        if (answer.status() >= 400) {
            assertThat(answer.text()).doesNotContainPattern(INSIDE);
        }
    }

    static void requireCareful(Answer answer) {
        CAREFUL.forEach((name, value) -> assertThat(answer.header(name))
                .as(answer.request() + ": " + name)
                .hasValue(value));
        assertThat(answer.header("Content-Security-Policy"))
                .as(answer.request())
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src", "frame-ancestors 'none'"));
        assertThat(answer.header("Permissions-Policy")).as(answer.request()).isPresent();
        if (!answer.request().contains("/docs")) {
            assertThat(answer.header("Cache-Control")).as(answer.request()).hasValue("no-store");
        }
    }
}
