package io.voxlynx.sandbox.chaos;

import static io.voxlynx.sandbox.chaos.Faults.fault;

import io.voxlynx.sandbox.client.Campaign;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Webhooks that come as they should not, or not at all. */
final class WebhookFaults {

    static final List<Scenario> ALL = List.of(
            new Scenario(
                    "webhooks-repeated", "every webhook comes six times, one after the other or at once", stage -> {
                        boolean together = stage.random().nextBoolean();
                        stage.note(together ? "at once" : "one after the other");
                        throughout(stage, fault("repeated", 1).add("times", 5).add("together", together));
                    }),
            new Scenario(
                    "webhooks-reversed",
                    "the webhooks of a call come in reverse, the report first",
                    stage -> throughout(stage, fault("reversed", 1))),
            new Scenario(
                    "webhooks-early",
                    "webhooks come before the answer to the order, up to the last one of the call",
                    stage -> throughout(
                            stage,
                            fault("early", 0.5).add("until", "ended"),
                            fault("early", 1).add("until", "ringing"))),
            new Scenario(
                    "webhooks-lost",
                    "half of the webhooks, or nine of ten, are never sent",
                    stage -> throughout(stage, fault("lost", stage.random().nextBoolean() ? 0.5 : 0.9))),
            new Scenario(
                    "webhooks-answer-lost",
                    "webhooks are kept, but their sender does not hear it and sends them again",
                    stage -> throughout(
                            stage,
                            fault("answer-lost", 0.4).add("times", 2),
                            fault("answer-lost", 0.5).add("times", 1).add("hangsUp", true))),
            new Scenario(
                    "webhooks-day-late",
                    "webhooks come when the calls have been looked up or given up and the campaign is over",
                    WebhookFaults::dayLate),
            new Scenario(
                    "webhooks-mixed",
                    "webhooks are lost, repeated, reversed, reordered, late, early and not heard to be answered",
                    stage -> throughout(stage, mixture())));

    private static final int TRIES = 5;

    private WebhookFaults() {}

    static JsonObjectBuilder[] mixture() {
        return new JsonObjectBuilder[] {
            fault("reversed", 0.1),
            fault("early", 0.1).add("until", "ended"),
            fault("early", 0.1),
            fault("lost", 0.05),
            fault("repeated", 0.1).add("times", 5),
            fault("repeated", 0.1).add("times", 5).add("together", true),
            fault("reordered", 0.1),
            fault("late", 0.1).add("lateMillis", 2_500),
            fault("answer-lost", 0.1),
            fault("answer-lost", 0.1).add("hangsUp", true)
        };
    }

    private static void throughout(Stage stage, JsonObjectBuilder... webhooks) throws InterruptedException {
        Faults faults = new Faults();
        Set<String> missing = new TreeSet<>();
        for (JsonObjectBuilder webhook : webhooks) {
            JsonObject fault = webhook.build();
            missing.add(fault.getString("fault"));
            faults.webhook(Json.createObjectBuilder(fault));
        }
        long before = stage.endOfWebhooks();
        stage.behave(faults.behaviour());
        stage.mayNotRing(0);
        // few calls at a small rate may all have gone well: then there are more
        for (int tries = 0; !missing.isEmpty(); tries++) {
            if (tries == TRIES) {
                throw new IllegalStateException("No webhook was " + missing);
            }
            Campaign campaign = stage.persistentCampaign(60, 15);
            stage.await("the campaign's end", () -> campaign.progress().isOver());
            missing.removeAll(stage.webhookFaults(before));
        }
    }

    /** Also of calls whose order was never answered, and of those that are told of a second time. */
    private static void dayLate(Stage stage) throws InterruptedException {
        stage.behave(new Faults()
                .call(fault("reset", 0.1))
                .call(fault("500-after-accept", 0.1))
                .webhook(fault("withheld", 0.5))
                .webhook(fault("echoed", 1))
                .behaviour());
        Campaign campaign = stage.persistentCampaign(60, 15);
        stage.await("the campaign's end", () -> campaign.progress().isOver());
        int released = stage.sandbox()
                .post("/sandbox/webhooks/release", Json.createObjectBuilder().build())
                .require(200)
                .json()
                .getInt("released");
        if (released == 0) {
            throw new IllegalStateException("No webhook was withheld");
        }
        stage.note(released + " came late");
    }
}
