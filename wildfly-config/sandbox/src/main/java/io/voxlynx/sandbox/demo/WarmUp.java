package io.voxlynx.sandbox.demo;

import io.voxlynx.sandbox.client.Api;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Lets a server that has just started do what it will do all day, so that the demo shows its day and not its first
 * second: signed webhooks that are about no call, and rounds of the scheduler with nothing to dial. Nobody is dialled.
 */
public final class WarmUp {

    private static final int ROUNDS = 400;

    private final Api provider;
    private final Api scheduler;
    private final String webhookSecret;

    public WarmUp(Api provider, Api scheduler, String webhookSecret) {
        this.provider = provider;
        this.scheduler = scheduler;
        this.webhookSecret = webhookSecret;
    }

    public void run() {
        long begin = System.currentTimeMillis();
        IntStream.range(0, ROUNDS).parallel().forEach(round -> {
            deliver("{\"message\":{\"type\":\"warm-up\",\"timestamp\":" + (begin + round) + "}}");
            if (round % 4 == 0) {
                scheduler.post("/api/scheduler/tick").require(200);
            }
        });
    }

    private void deliver(String body) {
        provider.send(provider.request("/api/webhooks/vapi")
                        .header("Content-Type", "application/json")
                        .header("X-Vapi-Signature", signature(body))
                        .POST(BodyPublishers.ofString(body)))
                .require(200);
    }

    private String signature(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(webhookSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}
