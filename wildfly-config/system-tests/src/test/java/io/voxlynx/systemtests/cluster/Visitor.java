package io.voxlynx.systemtests.cluster;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Somebody at an address, who may ask either node. Immutable. */
final class Visitor {

    private static final int AT_ONCE = 16;

    private final List<Api> nodes;
    private final String forwardedFor;

    /** @param forwardedFor what the proxy says about where he comes from */
    Visitor(List<Api> nodes, String forwardedFor) {
        this.nodes = nodes;
        this.forwardedFor = forwardedFor;
    }

    /** The same address with another credential. */
    Visitor as(String bearer) {
        return new Visitor(nodes.stream().map(node -> node.as(bearer)).toList(), forwardedFor);
    }

    /** The same credential at another address. */
    Visitor from(String address) {
        return new Visitor(nodes, address);
    }

    String address() {
        return forwardedFor;
    }

    /** @param node from 0; counted on, so that any number names one */
    Answer get(int node, String path) {
        return send(node, path, HttpRequest.Builder::GET);
    }

    Answer post(int node, String path, String contentType, String body) {
        return send(
                node,
                path,
                request -> request.header("Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** A new key of his own, for a machine at the same address. */
    Visitor withNewKey(int node) {
        return as(newKey(node).getString("key"));
    }

    /** As it was answered. */
    JsonObject newKey(int node) {
        return post(node, "/api/api-keys", "application/json", "{\"name\": \"a machine\"}")
                .require(201)
                .json();
    }

    Answer send(int node, String path, UnaryOperator<HttpRequest.Builder> how) {
        Api api = nodes.get(node % nodes.size());
        return api.send(how.apply(api.request(path).header("X-Forwarded-For", forwardedFor)));
    }

    /** So many requests at once. @param request is told its number, from 0 */
    static List<Answer> atOnce(int requests, IntFunction<Answer> request) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<CompletableFuture<Answer>> answers = IntStream.range(0, requests)
                    .mapToObj(number -> CompletableFuture.supplyAsync(() -> request.apply(number), threads))
                    .toList();
            return answers.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }
}
