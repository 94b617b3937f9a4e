package io.voxlynx.systemtests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.run.LocalPlatform;
import io.voxlynx.sandbox.run.Secrets;
import java.lang.reflect.RecordComponent;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

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

    /** What an API key looks like; the only answer that has one is that to its making. */
    private static final Pattern API_KEY = Pattern.compile("vlx_[a-z0-9]{12}_[A-Za-z0-9_-]{43}");

    /** Shorter ones are no credentials, and may be part of any word. */
    private static final int SHORTEST_CREDENTIAL = 20;

    /** Of all installations of this run. */
    private static final Set<String> SECRETS = ConcurrentHashMap.newKeySet();

    private Discretion() {}

    /** From now on no answer, of whomever, may have a secret of this platform. */
    public static Discretion about(LocalPlatform platform) {
        SECRETS.add(platform.database().password());
        for (RecordComponent secret : Secrets.class.getRecordComponents()) {
            SECRETS.add(read(secret, platform.secrets()));
        }
        return new Discretion();
    }

    private static String read(RecordComponent secret, Secrets secrets) {
        try {
            return (String) secret.getAccessor().invoke(secrets);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(secret + " cannot be read", e);
        }
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
        requireNoCredential(exchange, answer);
    }

    private static void requireNoCredential(HttpResponse<byte[]> exchange, Answer answer) {
        String shown = exchange.request()
                .headers()
                .firstValue("Authorization")
                .map(header -> header.replace("Bearer ", ""))
                .orElse("");
        if (shown.length() >= SHORTEST_CREDENTIAL) {
            assertThat(said(answer).contains(shown)).as(answer.request()).isFalse();
        }
        boolean made =
                answer.status() == 201 && exchange.request().uri().getPath().equals("/api/api-keys");
        assertThat(!made && API_KEY.matcher(said(answer)).find())
                .as("an API key in the answer to " + answer.request())
                .isFalse();
    }

    /**
     * For answers that came outside of any client. That they are without the headers for browsers is no fault: what is
     * no request is refused by the server, before anything of ours sees it.
     */
    static void require(Answer answer) {
        assertThat(BANNERS)
                .as(answer.toString())
                .allMatch(name -> answer.header(name).isEmpty());
        assertThat(answer.headers().map().toString()).doesNotContainPattern(INSIDE);
        if (answer.status() >= 400) {
            assertThat(answer.text()).doesNotContainPattern(INSIDE);
        }
        assertThat(SECRETS).as(answer.request()).noneMatch(said(answer)::contains);
    }

    private static String said(Answer answer) {
        return answer.headers().map() + answer.text();
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
