package io.voxlynx.sandbox.client;

import jakarta.json.JsonObject;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A multipart/form-data body that is streamed, so a file of any size can be sent. */
public final class Multipart {

    private final String boundary = "voxlynx-" + UUID.randomUUID();
    private final List<BodyPublisher> parts = new ArrayList<>();

    public Multipart field(String name, String value) {
        return part("name=\"" + name + "\"", null, BodyPublishers.ofString(value));
    }

    public Multipart json(String name, JsonObject value) {
        return part("name=\"" + name + "\"", "application/json", BodyPublishers.ofString(value.toString()));
    }

    public Multipart file(String name, String fileName, byte[] content) {
        return part(fileDisposition(name, fileName), "text/csv", BodyPublishers.ofByteArray(content));
    }

    public Multipart file(String name, Path file) {
        try {
            return part(fileDisposition(name, file.getFileName().toString()), "text/csv", BodyPublishers.ofFile(file));
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    BodyPublisher body() {
        List<BodyPublisher> all = new ArrayList<>(parts);
        all.add(text("--" + boundary + "--\r\n"));
        return BodyPublishers.concat(all.toArray(BodyPublisher[]::new));
    }

    private static String fileDisposition(String name, String fileName) {
        return "name=\"" + name + "\"; filename=\"" + fileName + "\"";
    }

    private Multipart part(String disposition, String contentType, BodyPublisher content) {
        String type = contentType == null ? "" : "Content-Type: " + contentType + "\r\n";
        parts.add(
                text("--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n" + type + "\r\n"));
        parts.add(content);
        parts.add(text("\r\n"));
        return this;
    }

    private static BodyPublisher text(String text) {
        return BodyPublishers.ofString(text, StandardCharsets.UTF_8);
    }
}
