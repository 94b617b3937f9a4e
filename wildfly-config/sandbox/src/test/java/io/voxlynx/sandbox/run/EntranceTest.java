package io.voxlynx.sandbox.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntranceTest {

    /** More than Undertow takes in unless told otherwise. */
    private static final int MANY_BYTES = 8 << 20;

    @Test
    void aLongBodyIsForTheNodeToJudge() throws Exception {
        HttpServer node = nodeThatCounts();
        int port = freePort();
        try (Entrance entrance = new Entrance(port, List.of(addressOf(node)))) {
            entrance.open();
            HttpRequest upload = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[MANY_BYTES]))
                    .build();
            HttpResponse<String> answer = HttpClient.newHttpClient().send(upload, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("" + MANY_BYTES);
        } finally {
            node.stop(0);
        }
    }

    private static HttpServer nodeThatCounts() throws IOException {
        HttpServer node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        node.createContext("/", exchange -> {
            long bytes = exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            byte[] answer = Long.toString(bytes).getBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        node.start();
        return node;
    }

    private static URI addressOf(HttpServer node) {
        return URI.create("http://127.0.0.1:" + node.getAddress().getPort());
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
