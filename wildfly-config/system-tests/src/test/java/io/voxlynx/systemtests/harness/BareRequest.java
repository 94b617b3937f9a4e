package io.voxlynx.systemtests.harness;

import io.voxlynx.sandbox.client.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The head of a request and nothing after it, whatever it announces: what no proper client would send. */
public final class BareRequest {

    private static final int PATIENCE_MILLIS = 10_000;

    private final String request;
    private final StringBuilder head;

    private BareRequest(String request) {
        this.request = request;
        this.head = new StringBuilder(request).append(" HTTP/1.1\r\nHost: localhost\r\n");
    }

    public static BareRequest of(String method, String path) {
        return new BareRequest(method + " " + path);
    }

    public BareRequest header(String name, Object value) {
        head.append(name).append(": ").append(value).append("\r\n");
        return this;
    }

    /** @return an answer that has a Content-Length */
    public Answer send(URI server) {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            int status = Integer.parseInt(line(in).split(" ")[1]);
            Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (String field = line(in); !field.isEmpty(); field = line(in)) {
                String[] parts = field.split(": ?", 2);
                fields.computeIfAbsent(parts[0], name -> new ArrayList<>()).add(parts[1]);
            }
            HttpHeaders headers = HttpHeaders.of(fields, (name, value) -> true);
            int length = (int) headers.firstValueAsLong("Content-Length").orElseThrow();
            return new Answer(request, status, headers, in.readNBytes(length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }
}
