package io.voxlynx.sandbox.livekit;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.undertow.server.RoutingHandler;
import io.undertow.util.Headers;
import io.voxlynx.sandbox.http.Answer;
import io.voxlynx.sandbox.http.JsonHandler;
import io.voxlynx.sandbox.http.Reply;
import io.voxlynx.sandbox.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Twirp over HTTP: {@code POST /twirp/livekit.<service>/<method>} with a protobuf or a JSON message. */
final class Twirp {
    private static final String PROTOBUF = "application/protobuf";
    private static final String JSON = "application/json";

    private final RoutingHandler routes;
    private final AccessTokens tokens;
    private final Supplier<LiveKitBehaviour> behaviour;
    private final ScheduledExecutorService scheduler;

    /** What a method does. It answers now or later; a {@link TwirpError}, thrown or completed with, is the other answer. */
    @FunctionalInterface
    interface Method<Q extends Message> {
        CompletableFuture<? extends Message> call(Grants grants, Q request);
    }

    /** A method that has its answer at once. */
    @FunctionalInterface
    interface Immediate<Q extends Message> {
        Message call(Grants grants, Q request);
    }

    Twirp(
            RoutingHandler routes,
            AccessTokens tokens,
            Supplier<LiveKitBehaviour> behaviour,
            ScheduledExecutorService scheduler) {
        this.routes = routes;
        this.tokens = tokens;
        this.behaviour = behaviour;
        this.scheduler = scheduler;
        routes.post("/twirp/{service}/{method}", JsonHandler.of((request, reply) -> {
            String path = request.exchange().getRequestPath();
            answer(reply, new TwirpError(TwirpError.Code.BAD_ROUTE, "no handler for path " + path));
        }));
    }

    <Q extends Message> void serve(String service, String method, Q empty, Method<Q> work) {
        routes.post("/twirp/livekit." + service + "/" + method, JsonHandler.of((request, reply) -> {
            try {
                Grants grants =
                        tokens.ofHeader(request.exchange().getRequestHeaders().getFirst(Headers.AUTHORIZATION));
                boolean json = isJson(request);
                Q message = parse(empty, request.body(), json);
                answer(method, message, json, reply, () -> work.call(grants, message));
            } catch (AccessTokens.Invalid invalid) {
                reply.send(
                        401, "text/plain; charset=utf-8", invalid.getMessage().getBytes(StandardCharsets.UTF_8));
            } catch (TwirpError error) {
                answer(reply, error);
            }
        }));
    }

    <Q extends Message> void serveNow(String service, String method, Q empty, Immediate<Q> work) {
        serve(
                service,
                method,
                empty,
                (grants, request) -> CompletableFuture.completedFuture(work.call(grants, request)));
    }

    private void answer(
            String method,
            Message request,
            boolean json,
            Reply reply,
            Supplier<CompletableFuture<? extends Message>> work) {
        Optional<ApiFault> fault = faultOf(method, request);
        ApiFault.Kind kind = fault.map(ApiFault::kind).orElse(null);
        if (kind == ApiFault.Kind.RESET_BEFORE_ACCEPT) {
            reply.reset();
            return;
        }
        if (kind == ApiFault.Kind.ERROR) {
            answer(reply, new TwirpError(TwirpError.Code.INTERNAL, "the sandbox was told to fail"));
            return;
        }
        if (kind == ApiFault.Kind.HANG) {
            scheduler.schedule(reply::reset, fault.get().hangMillis(), TimeUnit.MILLISECONDS);
        }
        work.get().whenComplete((message, failure) -> {
            if (kind == ApiFault.Kind.RESET) {
                reply.reset();
            } else if (kind == ApiFault.Kind.ERROR_AFTER_ACCEPT) {
                answer(reply, new TwirpError(TwirpError.Code.INTERNAL, "the sandbox was told to fail afterwards"));
            } else if (kind != ApiFault.Kind.HANG && failure != null) {
                answer(reply, asTwirp(failure));
            } else if (kind != ApiFault.Kind.HANG) {
                answer(reply, message, json);
            }
        });
    }

    private Optional<ApiFault> faultOf(String method, Message request) {
        return text(request, "sip_call_to", "transfer_to")
                .flatMap(Script::apiFault)
                .map(ApiFault::scripted)
                .or(() -> behaviour
                        .get()
                        .faults()
                        .ofRequest(
                                method,
                                text(request, "room_name", "room", "name").orElse("")));
    }

    /** The first of the fields that the message has. */
    private static Optional<String> text(Message message, String... fields) {
        return Stream.of(fields)
                .map(message.getDescriptorForType()::findFieldByName)
                .filter(field -> field != null)
                .map(field -> (String) message.getField(field))
                .findFirst();
    }

    private static boolean isJson(Request request) {
        String type = Optional.ofNullable(request.exchange().getRequestHeaders().getFirst(Headers.CONTENT_TYPE))
                .orElse("")
                .replaceFirst(";.*", "")
                .strip();
        if (!type.equals(PROTOBUF) && !type.equals(JSON)) {
            throw new TwirpError(TwirpError.Code.BAD_ROUTE, "unexpected Content-Type: \"" + type + "\"");
        }
        return type.equals(JSON);
    }

    @SuppressWarnings("unchecked")
    private static <Q extends Message> Q parse(Q empty, byte[] body, boolean json) {
        try {
            if (json) {
                var builder = empty.newBuilderForType();
                JsonFormat.parser().ignoringUnknownFields().merge(new String(body, StandardCharsets.UTF_8), builder);
                return (Q) builder.build();
            }
            return (Q) empty.getParserForType().parseFrom(body);
        } catch (InvalidProtocolBufferException malformed) {
            throw new TwirpError(TwirpError.Code.MALFORMED, "the message could not be decoded");
        }
    }

    private static TwirpError asTwirp(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof TwirpError error
                ? error
                : new TwirpError(TwirpError.Code.INTERNAL, "the sandbox itself failed: " + cause);
    }

    private static void answer(Reply reply, TwirpError error) {
        reply.send(new Answer(error.status(), error.body(), Map.of()));
    }

    private static void answer(Reply reply, Message message, boolean json) {
        try {
            byte[] body = json
                    ? JsonFormat.printer()
                            .preservingProtoFieldNames()
                            .alwaysPrintFieldsWithNoPresence()
                            .print(message)
                            .getBytes(StandardCharsets.UTF_8)
                    : message.toByteArray();
            reply.send(200, json ? JSON : PROTOBUF, body);
        } catch (InvalidProtocolBufferException impossible) {
            throw new IllegalStateException("It was made here", impossible);
        }
    }
}
