package io.voxlynx.sandbox;

import io.voxlynx.sandbox.http.Json;
import io.voxlynx.sandbox.livekit.LiveKitBehaviour;
import io.voxlynx.sandbox.vapi.Behaviour;
import io.voxlynx.sandbox.vapi.Signature;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/** A sandbox of a test's own, and what a test wants to ask it. */
public final class SandboxClient implements AutoCloseable {
    public static final String KEY = "test-key";
    public static final String SECRET = "test-secret";
    public static final String LIVEKIT_KEY = "test-livekit-key";
    public static final String LIVEKIT_SECRET = "test-livekit-secret-of-32-bytes!";
    public static final String LLM_KEY = "test-llm-key";
    public static final String SUPABASE_SECRET = "test-supabase-secret-of-32-bytes";
    /** Calls that are over at once, all answered by a person. */
    public static final Behaviour QUICK = new Behaviour(20, 20, 1, 7, 10);

    static {
        // Whatever is waited for has to come; nothing is bounded by it.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final Sandbox sandbox;

    public SandboxClient(Path data, Behaviour behaviour, URI webhookUrl, Signature signature) throws IOException {
        this(data, behaviour, webhookUrl, signature, LiveKitBehaviour.DEFAULT);
    }

    /** One whose LiveKit tells the receiver, too. */
    public SandboxClient(Path data, LiveKitBehaviour behaviour, URI webhookUrl) throws IOException {
        this(data, QUICK, webhookUrl, Signature.HMAC, behaviour);
    }

    private SandboxClient(Path data, Behaviour behaviour, URI webhookUrl, Signature signature, LiveKitBehaviour liveKit)
            throws IOException {
        sandbox = Sandbox.start(new SandboxConfig(
                0,
                data,
                KEY,
                webhookUrl,
                SECRET,
                signature,
                behaviour,
                new SandboxConfig.LiveKit(LIVEKIT_KEY, LIVEKIT_SECRET, webhookUrl, liveKit),
                LLM_KEY,
                SUPABASE_SECRET));
    }

    public SandboxClient(Path data, Behaviour behaviour) throws IOException {
        this(data, behaviour, null, Signature.HMAC);
    }

    public String url() {
        return sandbox.url();
    }

    public HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        return http.send(request(method, path, body), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    public JsonObject object(String path) throws IOException, InterruptedException {
        return Json.parse(get(path).body().getBytes(StandardCharsets.UTF_8));
    }

    public List<JsonObject> objects(String path) throws IOException, InterruptedException {
        String wrapped = "{\"list\":" + get(path).body() + "}";
        JsonArray list = Json.parse(wrapped.getBytes(StandardCharsets.UTF_8)).getJsonArray("list");
        return list.getValuesAs(JsonValue::asJsonObject);
    }

    public HttpResponse<String> dial(String phone, String attemptId) throws IOException, InterruptedException {
        return send("POST", "/call", order(phone, attemptId));
    }

    public CompletableFuture<HttpResponse<String>> dialAsync(String phone, String attemptId) {
        return http.sendAsync(request("POST", "/call", order(phone, attemptId)), HttpResponse.BodyHandlers.ofString());
    }

    public void behave(String json) throws IOException, InterruptedException {
        var answer = send("PUT", "/sandbox/behaviour", json);
        if (answer.statusCode() != 200) {
            throw new IllegalArgumentException(answer.body());
        }
    }

    public static String order(String phone, String attemptId) {
        return """
                {"assistantId": "sandbox-assistant-1", "phoneNumberId": "sandbox-line-1",
                 "customer": {"number": "%s", "name": "Ada", "externalId": "row-7"},
                 "assistantOverrides": {"metadata": {"attemptId": "%s"}}}""".formatted(phone, attemptId);
    }

    public HttpRequest request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create(url() + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    public static JsonObject json(HttpResponse<String> answer) {
        return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        sandbox.close();
    }
}
