package io.voxlynx.sandbox.run;

import io.voxlynx.sandbox.Sandbox;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.tokens.Provider;
import jakarta.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The provider's stand-in in a process of its own, so that it survives what the tests do to VoxLynx. */
public final class SandboxServer {

    private static final Duration TOKEN_LIFE = Duration.ofDays(30);
    private static final Duration STOP = Duration.ofSeconds(10);
    /** Many at once may ask for the list of the last thousand calls, with all that was said. */
    private static final String HEAP = "-Xmx768m";

    private final Path data;
    private final Path log;
    private final int port;
    private final URI product;
    private final Secrets secrets;
    private final List<String> compilation;
    private final Watchdog watchdog;
    private JavaProcess process;

    SandboxServer(Path directory, int port, URI product, Secrets secrets, List<String> compilation, Watchdog watchdog) {
        this.data = directory.resolve("sandbox");
        this.log = directory.resolve("sandbox.log");
        this.port = port;
        this.product = product;
        this.secrets = secrets;
        this.compilation = compilation;
        this.watchdog = watchdog;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** What the {@code iss} of this provider's tokens is. */
    public String issuer(Provider provider) {
        return url() + provider.path();
    }

    public URI jwks(Provider provider) {
        return URI.create(issuer(provider) + "/.well-known/jwks.json");
    }

    void prepare() {
        try {
            Files.createDirectories(data);
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A token of the plain issuer for this user; worthless when the sandbox starts again. */
    public String token(String subject, String role) {
        return token(Provider.PLAIN, subject, role);
    }

    /** @param subject called as this provider calls its users */
    public String token(Provider provider, String subject, String role) {
        return Api.of(url())
                .post(
                        "/sandbox/tokens",
                        Json.createObjectBuilder()
                                .add("issuer", provider.word())
                                .add("subject", subject)
                                .add("role", role)
                                .add("email", subject + "@example.com")
                                .add("ttlSeconds", TOKEN_LIFE.toSeconds())
                                .build())
                .require(200)
                .json()
                .getString("token");
    }

    /** Starts it, also again after {@link #stop()} or {@link #kill()}; its logs are on the disk and go on. */
    public void start() throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(JavaProcess.executable(), HEAP));
        command.addAll(compilation);
        command.addAll(List.of(
                "-cp",
                JavaProcess.classPath(),
                Sandbox.class.getName(),
                "--port=" + port,
                "--data=" + data,
                "--webhook-url=" + product.resolve("/api/webhooks/vapi"),
                "--signature=hmac",
                "--concurrency-limit=" + LocalPlatform.PROVIDER_CAP,
                // with the numbers that nobody answers, calls of about 1.5 s
                "--ring-millis=400",
                "--talk-millis=1600"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // not as arguments, which every user of the machine can read
        builder.environment().put("SANDBOX_API_KEY", secrets.providerApiKey());
        builder.environment().put("SANDBOX_WEBHOOK_SECRET", secrets.webhook());
        builder.environment().put("SANDBOX_LIVEKIT_API_KEY", LocalPlatform.LIVEKIT_API_KEY);
        builder.environment().put("SANDBOX_LIVEKIT_API_SECRET", secrets.liveKit());
        builder.environment()
                .put(
                        "SANDBOX_LIVEKIT_WEBHOOK_URL",
                        product.resolve("/api/livekit/webhook").toString());
        builder.environment().put("SANDBOX_LLM_API_KEY", secrets.llmApiKey());
        builder.environment().put("SANDBOX_SUPABASE_JWT_SECRET", secrets.supabaseJwt());
        Process started = JavaProcess.launch(builder);
        watchdog.watch(started.pid());
        process = new JavaProcess("The sandbox", started, log);
        process.awaitUp(jwks(Provider.PLAIN), LocalPlatform.START);
    }

    public void stop() {
        if (process != null) {
            process.stop(STOP);
        }
    }

    public void kill() {
        process.kill();
    }
}
