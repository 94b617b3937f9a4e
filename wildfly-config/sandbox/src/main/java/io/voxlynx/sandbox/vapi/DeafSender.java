package io.voxlynx.sandbox.vapi;

import io.voxlynx.sandbox.shared.Attempt;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Sends a whole request and never learns what was answered: the connection is gone. */
final class DeafSender {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private DeafSender() {}

    /** @param hangsUp whether the connection is closed at once, or when the answer has begun to come */
    static Attempt send(HttpRequest request, byte[] body, boolean hangsUp) {
        URI to = request.uri();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(to.getHost(), to.getPort()), (int) PATIENCE.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write(head(request, body.length).getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
            if (!hangsUp) {
                socket.setSoTimeout((int) PATIENCE.toMillis());
                socket.getInputStream().read();
            }
            return Attempt.notMade("the connection was closed before the answer was read");
        } catch (IOException e) {
            return Attempt.of(null, e);
        }
    }

    private static String head(HttpRequest request, int length) {
        StringBuilder head = new StringBuilder("POST ")
                .append(request.uri().getRawPath())
                .append(" HTTP/1.1\r\nHost: ")
                .append(request.uri().getAuthority())
                .append("\r\nContent-Length: ")
                .append(length)
                .append("\r\n");
        request.headers()
                .map()
                .forEach((name, values) -> values.forEach(
                        value -> head.append(name).append(": ").append(value).append("\r\n")));
        return head.append("\r\n").toString();
    }
}
