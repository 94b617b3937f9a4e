package io.voxlynx.sandbox.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.SameThreadExecutor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Reads the body, hands the request to an {@link Endpoint}, and turns a {@link Refused} into its answer. */
public final class JsonHandler implements HttpHandler {
    private static final int BUFFER = 64 * 1024;
    private static final long MAX_BODY_BYTES = 1024 * 1024;
    /** Read to the end before it is refused: an answer sent into a half-read body is lost when the connection closes. */
    private static final long MAX_READ_BYTES = 8L << 20;

    private static final HttpString LOG_END = new HttpString("Log-End");
    private static final Refused TOO_LARGE = new Refused(413, "request entity too large");

    private final Endpoint endpoint;
    private final boolean blocking;

    /** Writes a whole answer, however long. */
    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    private JsonHandler(Endpoint endpoint, boolean blocking) {
        this.endpoint = endpoint;
        this.blocking = blocking;
    }

    /** For operations that never wait; they run on the I/O thread. */
    public static JsonHandler of(Endpoint endpoint) {
        return new JsonHandler(endpoint, false);
    }

    /** For operations that read or write files; they run on a worker. */
    public static JsonHandler blocking(Endpoint.Immediate endpoint) {
        return new JsonHandler((request, reply) -> reply.send(endpoint.handle(request)), true);
    }

    /** For operations that may have to wait before they know how to answer; they run on a worker. */
    public static JsonHandler waiting(Endpoint endpoint) {
        return new JsonHandler(endpoint, true);
    }

    /** A part of something long. @param end where the next part begins */
    public record Part(long end, Body body) {}

    /** For answers that are too long to be held in memory. */
    public static HttpHandler stream(Function<Request, Body> answer) {
        return stream((exchange, request) -> answer.apply(request));
    }

    /** For what grows: the header {@code Log-End} says where to go on reading. */
    public static HttpHandler streamPart(Function<Request, Part> answer) {
        return stream((exchange, request) -> {
            Part part = answer.apply(request);
            exchange.getResponseHeaders().put(LOG_END, part.end());
            return part.body();
        });
    }

    private static HttpHandler stream(BiFunction<HttpServerExchange, Request, Body> answer) {
        return new BlockingHandler((HttpServerExchange exchange) -> {
            Body body;
            try {
                body = answer.apply(exchange, new Request(exchange, new byte[0]));
            } catch (Refused refused) {
                exchange.setStatusCode(refused.answer().status());
                body = out -> out.write(Json.bytes(refused.answer().body()));
            }
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json; charset=utf-8");
            try (var out = new BufferedOutputStream(exchange.getOutputStream(), BUFFER)) {
                body.writeTo(out);
            }
        });
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        exchange.setMaxEntitySize(MAX_READ_BYTES);
        exchange.getRequestReceiver().receiveFullBytes(this::received, JsonHandler::unreadable);
    }

    private void received(HttpServerExchange exchange, byte[] body) {
        if (body.length > MAX_BODY_BYTES) {
            new Reply(exchange).send(TOO_LARGE.answer());
            return;
        }
        // Once dispatched, the exchange stays open until somebody answers, which may be much later.
        Executor executor = blocking ? exchange.getConnection().getWorker() : SameThreadExecutor.INSTANCE;
        exchange.dispatch(executor, () -> handle(exchange, body));
    }

    private void handle(HttpServerExchange exchange, byte[] body) {
        Reply reply = new Reply(exchange);
        try {
            endpoint.handle(new Request(exchange, body), reply);
        } catch (Refused refused) {
            reply.send(refused.answer());
        } catch (RuntimeException bug) {
            reply.send(new Refused(500, "The sandbox itself failed: " + bug).answer());
            throw bug;
        }
    }

    private static void unreadable(HttpServerExchange exchange, IOException failure) {
        if (failure instanceof RequestTooBigException) {
            exchange.setPersistent(false);
            new Reply(exchange).send(TOO_LARGE.answer());
        } else {
            exchange.endExchange();
        }
    }
}
