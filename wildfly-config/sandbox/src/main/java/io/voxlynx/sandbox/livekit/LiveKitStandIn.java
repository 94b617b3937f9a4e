package io.voxlynx.sandbox.livekit;

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
public final class LiveKitStandIn implements AutoCloseable {
    private static final int THREADS = 2;

    private final AtomicReference<LiveKitBehaviour> behaviour;
    private final ScheduledExecutorService scheduler = new ScheduledThreadPoolExecutor(
            THREADS, Threads.daemons("livekit-"), new ThreadPoolExecutor.DiscardPolicy());
    private final AccessTokens tokens;
    private final SipDialLog dials;
    private final Transfers transfers = new Transfers();
    private final Webhooks webhooks;
    private final Rooms rooms;
    private final SipBridge bridge;

    /**
     * @param data directory of the logs; made if it is not there, continued if it is
     * @param webhookUrl where webhooks go, may be {@code null}
     * @throws IOException if the logs cannot be used
     */
    public LiveKitStandIn(Path data, String apiKey, String apiSecret, URI webhookUrl, LiveKitBehaviour first)
            throws IOException {
        behaviour = new AtomicReference<>(first);
        tokens = new AccessTokens(apiKey, apiSecret);
        dials = new SipDialLog(data.resolve("livekit-dials.jsonl"));
        webhooks = new Webhooks(data.resolve("livekit-webhooks.jsonl"), webhookUrl, tokens, behaviour::get, scheduler);
        rooms = new Rooms(webhooks, behaviour::get, scheduler);
        bridge = new SipBridge(rooms, dials, transfers, behaviour::get, scheduler);
    }

    /** Adds LiveKit's paths and those under {@code /sandbox/livekit}. */
    public void addTo(RoutingHandler routes) {
        Twirp twirp = new Twirp(routes, tokens, behaviour::get, scheduler);
        new RoomServices(rooms).addTo(twirp);
        bridge.addTo(twirp);
        new Stage(rooms, bridge, tokens).addTo(routes, behaviour, dials, transfers, webhooks);
    }

    @Override
    public void close() throws IOException {
        scheduler.shutdownNow();
        try (dials;
                webhooks) {
            // each is closed even if another one cannot be
        }
    }
}
