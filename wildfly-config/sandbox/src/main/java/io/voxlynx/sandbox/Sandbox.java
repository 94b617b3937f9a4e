package io.voxlynx.sandbox;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.RoutingHandler;
import io.voxlynx.sandbox.callbacks.CallbackReceiver;
import io.voxlynx.sandbox.http.JsonHandler;
import io.voxlynx.sandbox.http.Refused;
import io.voxlynx.sandbox.livekit.LiveKitStandIn;
import io.voxlynx.sandbox.llm.LlmStandIn;
import io.voxlynx.sandbox.tokens.TokenIssuers;
import io.voxlynx.sandbox.vapi.VapiStandIn;
import java.io.IOException;
import java.net.InetSocketAddress;
import picocli.CommandLine;

/** The running sandbox: the stand-ins behind one port of the loopback interface. */
public final class Sandbox implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final VapiStandIn vapi;
    private final LiveKitStandIn liveKit;
    private final LlmStandIn llm;
    private final TokenIssuers tokens;
    private final CallbackReceiver callbacks = new CallbackReceiver();
    private final Undertow server;

    private Sandbox(SandboxConfig config) throws IOException {
        vapi = new VapiStandIn(
                config.data(),
                config.apiKey(),
                config.webhookUrl(),
                config.signature(),
                config.webhookSecret(),
                config.behaviour());
        liveKit = new LiveKitStandIn(
                config.data(),
                config.liveKit().apiKey(),
                config.liveKit().apiSecret(),
                config.liveKit().webhookUrl(),
                config.liveKit().behaviour());
        llm = new LlmStandIn(config.llmApiKey());
        tokens = new TokenIssuers(this::url, config.supabaseSecret());
        RoutingHandler routes = Handlers.routing();
        vapi.addTo(routes);
        liveKit.addTo(routes);
        llm.addTo(routes);
        callbacks.addTo(routes);
        tokens.addTo(routes);
        HttpHandler unknown = JsonHandler.of((request, reply) -> {
            var exchange = request.exchange();
            throw new Refused(404, "Cannot " + exchange.getRequestMethod() + " " + exchange.getRequestPath());
        });
        routes.setFallbackHandler(unknown).setInvalidMethodHandler(unknown);
        server = Undertow.builder()
                // The paths under /sandbox have no key, so nobody else may reach them.
                .addHttpListener(config.port(), HOST)
                .setHandler(routes)
                .build();
    }

    /**
     * Starts a sandbox; it is ready when this returns.
     *
     * @throws IOException if the port is taken or the logs cannot be used
     */
    public static Sandbox start(SandboxConfig config) throws IOException {
        Sandbox sandbox = new Sandbox(config);
        try {
            sandbox.server.start();
        } catch (RuntimeException failure) {
            sandbox.closeStandIns();
            throw failure.getCause() instanceof IOException cause ? cause : new IOException(failure);
        }
        sandbox.vapi.recover();
        return sandbox;
    }

    /** The base URL of everything, without a slash at its end. */
    public String url() {
        var address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        return "http://" + HOST + ":" + address.getPort();
    }

    @Override
    public void close() throws IOException {
        server.stop();
        closeStandIns();
    }

    private void closeStandIns() throws IOException {
        try (vapi;
                liveKit;
                llm;
                tokens;
                callbacks) {
            // each is closed even if another one cannot be
        }
    }

    public static void main(String[] args) {
        int exit = new CommandLine(new SandboxCommand())
                .setParameterExceptionHandler(SandboxCommand::explain)
                .execute(args);
        if (exit != 0) {
            System.exit(exit);
        }
    }
}
