package io.voxlynx.systemtests.harness;

import io.voxlynx.sandbox.client.Answer;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A connection to the server, byte by byte: for what no proper client sends, or sends so slowly. */
public final class Wire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    public static Wire to(URI server) {
        try {
            return new Wire(new Socket(server.getHost(), server.getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that takes no more than this before somebody reads it, however much the kernel would grant. */
    public static Wire to(URI server, int receiveBuffer) {
        try {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(receiveBuffer);
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
            return new Wire(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One whole request on a connection of its own; empty if the server closed it and its word did not come through. */
    public static Optional<Answer> ask(URI server, String request) {
        try (Wire wire = to(server)) {
            wire.trySend(request.getBytes(StandardCharsets.ISO_8859_1));
            return wire.answer();
        }
    }

    /** Each character is a byte. */
    public Wire send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public Wire send(byte[] bytes) {
        if (!trySend(bytes)) {
            throw new UncheckedIOException(new SocketException("the server has closed the connection"));
        }
        return this;
    }

    /** @return whether there is still somebody who might take it */
    public boolean trySend(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether an answer has begun to come; waits for nothing. */
    public boolean hasAnswer() {
        try {
            return in.available() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** The next answer, whatever its status; empty if the connection ends before it begins. */
    public Optional<Answer> answer() {
        try {
            String first = line();
            if (first == null) {
                return Optional.empty();
            }
            HttpHeaders headers = headers();
            Answer answer = new Answer("raw request", Integer.parseInt(first.split(" ")[1]), headers, body(headers));
            Discretion.require(answer);
            return Optional.of(answer);
        } catch (SocketException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Up to so many of the bytes that come, each as a character; empty at the end of the connection. */
    public Optional<String> read(int most) {
        try {
            byte[] bytes = new byte[most];
            int count = in.read(bytes);
            return count < 0 ? Optional.empty() : Optional.of(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
        } catch (SocketException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the server hangs up; what it says until then is passed over. */
    public void awaitEnd() {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (SocketException e) {
            // A reset is an end as well.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpHeaders headers() throws IOException {
        Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String field = line(); field != null && !field.isEmpty(); field = line()) {
            String[] parts = field.split(": ?", 2);
            fields.computeIfAbsent(parts[0], name -> new ArrayList<>()).add(parts[1]);
        }
        return HttpHeaders.of(fields, (name, value) -> true);
    }

    private byte[] body(HttpHeaders headers) throws IOException {
        if (headers.firstValue("Transfer-Encoding").isPresent()) {
            return chunks();
        }
        return in.readNBytes((int) headers.firstValueAsLong("Content-Length").orElse(0));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.write(in.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        String size = line();
        if (size == null) {
            throw new EOFException("in the middle of an answer");
        }
        return Integer.parseInt(size, 16);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        for (; next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
