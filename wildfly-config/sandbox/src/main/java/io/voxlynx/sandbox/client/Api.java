package io.voxlynx.sandbox.client;

import jakarta.json.JsonStructure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** One caller of one server. Immutable; {@link #as(String)} gives the same server to another caller. */
public final class Api {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration LONGEST_STREAM = Duration.ofMinutes(10);

    private final HttpClient http;
    private final URI base;
    private final String token;
    private final Consumer<HttpResponse<byte[]>> witness;

    private Api(HttpClient http, URI base, String token, Consumer<HttpResponse<byte[]>> witness) {
        this.http = http;
        this.base = base;
        this.token = token;
        this.witness = witness;
    }

    /** An anonymous caller. */
    public static Api of(URI base) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        return new Api(http, base, null, answer -> {});
    }

    /** @param bearer a JWT or a shared secret, sent as it is */
    public Api as(String bearer) {
        return new Api(http, base, bearer, witness);
    }

    public Api anonymous() {
        return as(null);
    }

    /** @param witness sees every answer, with its request, before the caller does; not the downloads */
    public Api watchedBy(Consumer<HttpResponse<byte[]>> witness) {
        return new Api(http, base, token, witness);
    }

    public URI base() {
        return base;
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    public Answer post(String path) {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    public Answer post(String path, JsonStructure body) {
        return post(path, "application/json", body.toString());
    }

    /** For bodies that are wrong on purpose. */
    public Answer post(String path, String contentType, String body) {
        return send(withBody(path, contentType, "POST", BodyPublishers.ofString(body)));
    }

    public Answer post(String path, Multipart form) {
        return send(withBody(path, form.contentType(), "POST", form.body()));
    }

    public Answer put(String path, JsonStructure body) {
        return send(withBody(path, "application/json", "PUT", BodyPublishers.ofString(body.toString())));
    }

    public Answer patch(String path, JsonStructure body) {
        return send(withBody(path, "application/json", "PATCH", BodyPublishers.ofString(body.toString())));
    }

    /** Streams the answer into the file, however large. */
    public Path download(String path, Path file) {
        var response = exchange(request(path).GET(), BodyHandlers.ofFile(file));
        if (response.statusCode() != 200) {
            throw new UnexpectedAnswer("GET " + path + " answered " + response.statusCode());
        }
        return file;
    }

    /** Reads the answer as it comes; whoever reads it learns by an exception if it breaks off. */
    public InputStream stream(String path) {
        var response = exchange(request(path).timeout(LONGEST_STREAM).GET(), BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new UnexpectedAnswer("GET " + path + " answered " + response.statusCode());
        }
        return response.body();
    }

    /** A request to this server by this caller, for headers and methods that have no short form here. */
    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    public Answer send(HttpRequest.Builder request) {
        var response = exchange(request, BodyHandlers.ofByteArray());
        witness.accept(response);
        return new Answer(
                response.request().method() + " " + response.request().uri().getPath(),
                response.statusCode(),
                response.headers(),
                response.body());
    }

    private HttpRequest.Builder withBody(String path, String contentType, String method, BodyPublisher body) {
        return request(path).header("Content-Type", contentType).method(method, body);
    }

    private <T> HttpResponse<T> exchange(HttpRequest.Builder request, BodyHandler<T> handler) {
        try {
            return http.send(request.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnexpectedAnswer("Interrupted while waiting for an answer");
        }
    }
}
