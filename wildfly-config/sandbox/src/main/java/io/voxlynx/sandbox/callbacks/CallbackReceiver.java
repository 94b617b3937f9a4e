package io.voxlynx.sandbox.callbacks;

import io.undertow.server.RoutingHandler;
import io.voxlynx.sandbox.http.Answer;
import io.voxlynx.sandbox.http.JsonHandler;
import io.voxlynx.sandbox.http.Reply;
import io.voxlynx.sandbox.http.Request;
import io.voxlynx.sandbox.shared.Threads;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** {@code POST /sandbox/callbacks/<name>}: a receiver for every name that anybody sends something to. */
public final class CallbackReceiver implements AutoCloseable {
    private static final String PATH = "/sandbox/callbacks/{name}";

    private final Map<String, Mailbox> byName = new ConcurrentHashMap<>();
    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(Threads.daemons("callbacks-"));

    public void addTo(RoutingHandler routes) {
        routes.post(PATH, JsonHandler.of(this::receive))
                .get(
                        PATH,
                        JsonHandler.of((request, reply) ->
                                reply.send(Answer.ok(mailbox(request).toJson()))))
                .put(PATH, JsonHandler.of((request, reply) -> {
                    mailbox(request).answers(Manners.read(request.json()));
                    reply.send(Answer.ok(JsonValue.EMPTY_JSON_OBJECT));
                }));
    }

    private void receive(Request request, Reply reply) {
        Manners manners = Manners.read(request);
        Mailbox mailbox = mailbox(request);
        int nth = mailbox.take(request);
        Manners now = manners.polite() ? mailbox.manners() : manners;
        Answer answer = now.answer(nth);
        scheduler.schedule(() -> reply.send(answer), now.delayMillis(nth), TimeUnit.MILLISECONDS);
    }

    private Mailbox mailbox(Request request) {
        return byName.computeIfAbsent(request.parameter("name").orElseThrow(), name -> new Mailbox());
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
