package io.voxlynx.systemtests.livekit;

import static org.awaitility.Awaitility.await;

import io.livekit.server.RoomServiceClient;
import java.io.File;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real LiveKit in its developer's mode, without Redis and so without telephony, on free ports of this machine. */
final class LiveKitServer implements AutoCloseable {

    static final String API_KEY = "voxlynx-test";
    static final String API_SECRET = "a-secret-for-tests-of-more-than-32-characters";

    private static final Duration START = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;
    private final Process process;

    private LiveKitServer(URI url, Process process) {
        this.url = url;
        this.process = process;
    }

    /** The binary that a shell would start. */
    static Optional<Path> onThePath() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, "livekit-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** @param webhooks where it sends them */
    static LiveKitServer start(Path binary, URI webhooks, Path log) throws IOException {
        int port = freeTcpPort();
        ProcessBuilder builder = new ProcessBuilder(
                        binary.toString(), "--dev", "--bind", "127.0.0.1", "--node-ip", "127.0.0.1")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // Not as an argument, which every user of the machine can read.
        builder.environment().put("LIVEKIT_CONFIG", """
                        port: %d
                        rtc:
                          tcp_port: %d
                          udp_port: %d
                          use_external_ip: false
                        keys:
                          %s: %s
                        webhook:
                          api_key: %s
                          urls:
                            - %s
                        """.formatted(
                        port, freeTcpPort(), freeUdpPort(), API_KEY, API_SECRET, API_KEY, webhooks));
        Files.createDirectories(log.toAbsolutePath().getParent());
        LiveKitServer server = new LiveKitServer(URI.create("http://127.0.0.1:" + port), builder.start());
        await("LiveKit, see " + log).atMost(START).ignoreExceptions().until(() -> server.get("/") == 200);
        return server;
    }

    URI url() {
        return url;
    }

    RoomServiceClient rooms() {
        return RoomServiceClient.createClient(url.toString(), API_KEY, API_SECRET);
    }

    /** Whether somebody with this token may come in; what LiveKit's clients ask when a connection has failed. */
    int validate(String token) throws IOException, InterruptedException {
        return get("/rtc/validate?access_token=" + token);
    }

    private int get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(Duration.ofSeconds(5))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static int freeTcpPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static int freeUdpPort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
