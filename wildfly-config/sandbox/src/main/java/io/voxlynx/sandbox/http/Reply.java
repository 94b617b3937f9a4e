package io.voxlynx.sandbox.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import org.xnio.IoUtils;
import org.xnio.Options;

/** Answers one request, well or badly. Each method may be called from any thread; only the first call counts. */
public final class Reply {
    private final HttpServerExchange exchange;

    Reply(HttpServerExchange exchange) {
        this.exchange = exchange;
    }

    public void send(Answer answer) {
        onIoThread(() -> {
            byte[] body = start(answer);
            exchange.getResponseSender().send(ByteBuffer.wrap(body));
        });
    }

    /** Sends a body that is no JSON of ours. */
    public void send(int status, String contentType, byte[] body) {
        onIoThread(() -> {
            exchange.setStatusCode(status);
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, contentType);
            exchange.getResponseSender().send(ByteBuffer.wrap(body));
        });
    }

    /** Sends the status, the headers and the first half of the body, then closes the connection. */
    public void sendHalf(Answer answer) {
        onIoThread(() -> {
            byte[] body = start(answer);
            exchange.setResponseContentLength(body.length);
            try {
                var channel = exchange.getResponseChannel();
                var half = ByteBuffer.wrap(body, 0, body.length / 2);
                while (half.hasRemaining()) {
                    channel.write(half);
                }
                while (!channel.flush()) {
                    channel.awaitWritable();
                }
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            } finally {
                close();
            }
        });
    }

    /** Breaks the connection with a TCP reset, without a byte of an answer. */
    public void reset() {
        onIoThread(() -> {
            try {
                exchange.getConnection().setOption(Options.CLOSE_ABORT, true);
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            } finally {
                close();
            }
        });
    }

    private byte[] start(Answer answer) {
        exchange.setStatusCode(answer.status());
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
        if (answer.body() == null) {
            return new byte[0];
        }
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json; charset=utf-8");
        return Json.bytes(answer.body());
    }

    private void close() {
        IoUtils.safeClose((Channel) exchange.getConnection());
    }

    private void onIoThread(Runnable answering) {
        Runnable once = () -> {
            if (!exchange.isResponseStarted() && exchange.getConnection().isOpen()) {
                answering.run();
            }
        };
        if (exchange.isInIoThread()) {
            once.run();
        } else {
            exchange.getIoThread().execute(once);
        }
    }
}
