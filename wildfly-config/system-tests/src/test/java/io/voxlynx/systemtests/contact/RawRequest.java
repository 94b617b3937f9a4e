package io.voxlynx.systemtests.contact;

import io.voxlynx.systemtests.harness.Installation;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** An upload as bytes on a connection, for what no well-behaved client sends. */
final class RawRequest implements AutoCloseable {

    static final String BOUNDARY = "raw-boundary";
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;

    private RawRequest(Socket socket) {
        this.socket = socket;
    }

    /** Sends the head of an upload of the first operator that announces a body of this length. */
    static RawRequest announcing(Installation voxlynx, long length) throws IOException {
        URI server = voxlynx.platform().baseUrl();
        RawRequest request = new RawRequest(new Socket(server.getHost(), server.getPort()));
        request.socket.setSoTimeout(PATIENCE_MILLIS);
        return request.send("POST " + Sheets.CREATE + " HTTP/1.1\r\nHost: " + server.getAuthority()
                + "\r\nAuthorization: Bearer " + voxlynx.platform().sandbox().token("operator-1", "operator")
                + "\r\nContent-Type: multipart/form-data; boundary=" + BOUNDARY
                + "\r\nContent-Length: " + length + "\r\n\r\n");
    }

    /** The head of a part that is the contacts file, and the beginning of the file. */
    static String beginningOfFile(String content) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + Sheets.FILE
                + "\"; filename=\"contacts.csv\"\r\nContent-Type: text/csv\r\n\r\n" + content;
    }

    RawRequest send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return this;
    }

    /** All that the server says until it closes the connection. */
    String answer() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The client goes away. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
