package io.voxlynx.sandbox.oracle;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The stand-in's two logs. Remembers what it has read, so that a hundredth campaign is judged as fast as the first. */
public final class ProviderLog {

    /** A line may come into the log so much later than a neighbour with a later time. */
    private static final Duration SLACK = Duration.ofSeconds(60);

    private final Api sandbox;
    private final Map<String, Dial> dials = new LinkedHashMap<>();
    private final Map<String, List<Delivery>> deliveries = new HashMap<>();
    private final Set<String> known = new HashSet<>();
    private long webhooksRead;

    public ProviderLog(Api sandbox) {
        this.sandbox = sandbox;
    }

    /** Reads what has come since the last time. */
    void readOn() {
        lines(sandbox.get("/sandbox/dials?since=" + unsettled()))
                .filter(Dial::rang)
                .map(Dial::of)
                .forEach(dial -> dials.put(dial.callId(), dial));
        Answer webhooks = sandbox.get("/sandbox/webhooks?from=" + webhooksRead);
        lines(webhooks)
                .map(Delivery::of)
                .forEach(delivery -> deliveries
                        .computeIfAbsent(delivery.event().callId(), call -> new ArrayList<>())
                        .add(delivery));
        webhooksRead = Long.parseLong(webhooks.header("Log-End").orElseThrow());
    }

    /** Before it, every line has been read and will not change. */
    private Instant unsettled() {
        Instant newest = Instant.EPOCH;
        Instant oldestOpen = Instant.MAX;
        for (Dial dial : dials.values()) {
            Instant at = dial.receivedAt();
            newest = at.isAfter(newest) ? at : newest;
            oldestOpen = dial.endedAt() == null && at.isBefore(oldestOpen) ? at : oldestOpen;
        }
        Instant settled = newest.minus(SLACK);
        return oldestOpen.isBefore(settled) ? oldestOpen : settled;
    }

    private static Stream<JsonObject> lines(Answer answer) {
        return answer.require(200).array().getValuesAs(JsonObject.class).stream();
    }

    /** Every phone that rang. */
    Collection<Dial> dials() {
        return dials.values();
    }

    /** Every attempt to deliver a webhook about this call. */
    List<Delivery> deliveries(String callId) {
        return deliveries.getOrDefault(callId, List.of());
    }

    /** The attempts of which it has been found before that they are ours: a call that rang is never deleted. */
    Set<String> known() {
        return known;
    }
}
