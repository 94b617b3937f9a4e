package io.voxlynx.sandbox.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.SandboxClient;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallbackReceiverTest {
    private static final String PATH = "/sandbox/callbacks/mine";

    @TempDir
    Path directory;

    private SandboxClient sandbox;

    @BeforeEach
    void start() throws Exception {
        sandbox = new SandboxClient(directory, SandboxClient.QUICK);
    }

    @AfterEach
    void stop() throws Exception {
        sandbox.close();
    }

    @Test
    void remembersWhatCameUnderEachName() throws Exception {
        assertThat(post(PATH, "{\"n\": 1}")).isEqualTo(200);
        assertThat(post(PATH, "no JSON")).isEqualTo(200);
        assertThat(post("/sandbox/callbacks/yours", "")).isEqualTo(200);
        var received = sandbox.objects(PATH);
        assertThat(received)
                .extracting(callback -> callback.getString("body"))
                .containsExactly("{\"n\": 1}", "no JSON");
        assertThat(received.get(0).getJsonObject("headers").getString("Content-Type"))
                .isEqualTo("application/json");
    }

    @Test
    void refusesTheFirstOnesIfTold() throws Exception {
        assertThat(sandbox.send("PUT", PATH, "{\"status\": 503, \"first\": 2}").statusCode())
                .isEqualTo(200);
        assertThat(new int[] {post(PATH, "a"), post(PATH, "b"), post(PATH, "c")})
                .containsExactly(503, 503, 200);
        assertThat(sandbox.objects(PATH)).hasSize(3);
        assertThat(sandbox.send("PUT", PATH, "{\"mood\": 503}").statusCode()).isEqualTo(400);
    }

    @Test
    void theAddressItselfMaySayHowItAnswers() throws Exception {
        assertThat(post(PATH + "?status=500&first=1", "")).isEqualTo(500);
        assertThat(post(PATH + "?status=500&first=1", "")).isEqualTo(200);
        var moved = sandbox.send("POST", PATH + "?redirect=http://127.0.0.1:9/elsewhere", "");
        assertThat(moved.statusCode()).isEqualTo(302);
        assertThat(moved.headers().firstValue("Location")).contains("http://127.0.0.1:9/elsewhere");
        long begin = System.nanoTime();
        assertThat(post(PATH + "?delayMillis=200", "")).isEqualTo(200);
        assertThat(System.nanoTime() - begin).isGreaterThan(190_000_000);
    }

    private int post(String path, String body) throws Exception {
        return sandbox.send("POST", path, body).statusCode();
    }
}
