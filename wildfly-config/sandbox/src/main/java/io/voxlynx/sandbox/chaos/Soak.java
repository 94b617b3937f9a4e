package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.client.Campaign;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Hours of work in a small room: campaigns follow one another, and whatever should stay as it is is watched. */
final class Soak {

    static final List<Scenario> ALL = List.of(
            new Scenario("soak", "many short calls for a long time", stage -> new Soak(stage).run(Faults.none())),
            new Scenario(
                    "soak-with-faults",
                    "many short calls for a long time, with a little of every fault of the provider and of webhooks",
                    stage -> new Soak(stage).run(CommandFaults.trouble(stage).behaviour())));

    private static final int CAMPAIGNS = 3;
    private static final int CONTACTS = 2_000;
    private static final int CAP = 16;
    private static final Duration SAMPLE = Duration.ofSeconds(10);

    private final Stage stage;
    private final List<Campaign> dialing = new ArrayList<>();
    private int ended;

    private Soak(Stage stage) {
        this.stage = stage;
    }

    private void run(JsonObject faults) throws Exception {
        stage.behave(Json.createObjectBuilder()
                .add("ringMillis", 100)
                .add("talkMillis", 300)
                .build());
        stage.behave(faults);
        long begun = System.nanoTime();
        try (SoakWatch watch = new SoakWatch(stage.platform())) {
            while (System.nanoTime() - begun < stage.soak().toNanos()) {
                keepDialing();
                watch.look();
                stage.pass(SAMPLE);
            }
            double minutes = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 60_000.0;
            stage.note(String.format(Locale.ROOT, "%.0f calls a minute", calls() / minutes));
            watch.lines().forEach(stage::table);
            watch.findings().forEach(stage::finding);
        }
        for (Campaign campaign : dialing) {
            stage.of(campaign).mayBeCanceled();
            campaign.move("cancel");
        }
    }

    private void keepDialing() {
        dialing.removeIf(campaign -> {
            Campaign.Progress now = campaign.progress();
            ended += now.isOver() ? now.calls() : 0;
            return now.isOver();
        });
        while (dialing.size() < CAMPAIGNS) {
            dialing.add(stage.persistentCampaign(CONTACTS, CAP));
        }
    }

    private int calls() {
        return ended
                + dialing.stream()
                        .mapToInt(campaign -> campaign.progress().calls())
                        .sum();
    }
}
