package io.voxlynx.sandbox.vapi;

import io.undertow.server.RoutingHandler;
import io.voxlynx.sandbox.shared.Threads;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicReference;

/** The stand-in, put together. It owns its files and its threads; the web server is the caller's. */
public final class VapiStandIn implements AutoCloseable {
    private static final int THREADS = 2;

    private final AtomicReference<Behaviour> behaviour;
    // What is still to happen when the sandbox stops is dropped; the next start ends the calls that were on.
    private final ScheduledExecutorService scheduler =
            new ScheduledThreadPoolExecutor(THREADS, Threads.daemons("calls-"), new ThreadPoolExecutor.DiscardPolicy());
    private final PhoneNumbers phoneNumbers = new PhoneNumbers();
    private final Assistants assistants;
    private final DialLog dials;
    private final Webhooks webhooks;
    private final CallLife life;
    private final Calls calls;
    private final VapiApi api;

    /**
     * @param data directory of the logs; made if it is not there, continued if it is
     * @param webhookUrl where webhooks go if no assistant says otherwise, may be {@code null}
     * @throws IOException if the logs cannot be used
     */
    public VapiStandIn(
            Path data, String apiKey, URI webhookUrl, Signature signature, String webhookSecret, Behaviour first)
            throws IOException {
        behaviour = new AtomicReference<>(first);
        api = new VapiApi(apiKey);
        Lines lines = new Lines();
        assistants = new Assistants(data.resolve("assistants.jsonl"));
        dials = new DialLog(data.resolve("dials.jsonl"));
        webhooks = new Webhooks(
                data.resolve("webhooks.jsonl"), webhookUrl, signature, webhookSecret, behaviour::get, scheduler);
        life = new CallLife(dials, webhooks, lines, scheduler);
        calls = new Calls(behaviour::get, assistants, phoneNumbers, dials, life, lines, scheduler);
    }

    /** Adds the paths of Vapi and those under {@code /sandbox}. */
    public void addTo(RoutingHandler routes) {
        api.addTo(routes, assistants, phoneNumbers, calls);
        ControlApi.addTo(routes, behaviour, dials, webhooks, life);
    }

    /** Ends, and tells about, the calls that were on when an earlier process went away. */
    public void recover() {
        for (Dial dial : dials.open()) {
            var created = dials.call(dial);
            var assistant = assistants.find(dial.assistantId()).orElse(null);
            var outcome = Outcome.of(behaviour.get(), CallRequest.phoneOf(created));
            life.bury(Call.orphan(created, assistant, outcome), dial);
        }
    }

    @Override
    public void close() throws IOException {
        scheduler.shutdownNow();
        try (assistants;
                dials;
                webhooks) {
            // each is closed even if another one cannot be
        }
    }
}
