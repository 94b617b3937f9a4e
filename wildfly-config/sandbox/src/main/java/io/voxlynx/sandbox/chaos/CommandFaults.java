package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.client.Campaign;
import io.voxlynx.sandbox.run.Node;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.List;

/** Orders of several people that race with each other, with the calls, and with everything else that goes wrong. */
final class CommandFaults {

    private static final Duration RACE = Duration.ofSeconds(12);
    private static final int PEOPLE = 6;

    static final List<Scenario> ALL = List.of(
            new Scenario(
                    "full-lines",
                    "nothing goes wrong, every phone rings and the lines are full",
                    CommandFaults::fullLines),
            new Scenario(
                    "shared-lines",
                    "campaigns want four times the lines that the provider has",
                    CommandFaults::sharedLines),
            new Scenario(
                    "commands",
                    "pause, resume, cancel and changed caps by several people at once",
                    CommandFaults::commands),
            new Scenario(
                    "commands-kill-node",
                    "the same while a node is killed and the provider and its webhooks are in trouble",
                    CommandFaults::commandsInTrouble));

    private static final double GOAL = 0.98;
    /** Beside all that a machine has to do. */
    private static final double FULL = 0.9;

    private CommandFaults() {}

    private static void fullLines(Stage stage) throws InterruptedException {
        Campaign rehearsal = stage.campaign(200, 20);
        stage.await("the rehearsal's end", () -> rehearsal.progress().isOver());
        Campaign campaign = stage.campaign(300, 20);
        stage.of(campaign).utilisation(stage.goalsCount() ? GOAL : FULL);
        stage.await("the campaign's end", () -> campaign.progress().isOver());
        stage.mayNotRing(0);
    }

    private static void sharedLines(Stage stage) throws InterruptedException {
        List<Campaign> campaigns = List.of(stage.campaign(80, 30), stage.campaign(100, 40), stage.campaign(60, 50));
        for (Campaign campaign : campaigns) {
            stage.await("the campaign's end", () -> campaign.progress().isOver());
        }
        stage.mayNotRing(0);
    }

    private static List<Campaign> campaigns(Stage stage) {
        return List.of(
                stage.persistentCampaign(90, 20), stage.persistentCampaign(90, 20), stage.persistentCampaign(90, 20));
    }

    private static void commands(Stage stage) throws InterruptedException {
        List<Campaign> campaigns = campaigns(stage);
        Commanders commanders = new Commanders(stage, campaigns, PEOPLE);
        try {
            stage.pass(RACE);
        } finally {
            commanders.dismiss();
        }
        Commanders.resumeAll(stage, campaigns);
    }

    private static void commandsInTrouble(Stage stage) throws InterruptedException {
        List<Campaign> campaigns = campaigns(stage);
        stage.behave(trouble(stage).behaviour());
        Node victim = stage.anyNode();
        Commanders commanders = new Commanders(stage, campaigns, PEOPLE);
        try {
            stage.pass(stage.upTo(RACE.dividedBy(2)));
            victim.kill();
            stage.note("killed " + victim.name());
            stage.pass(RACE.dividedBy(2));
        } finally {
            commanders.dismiss();
        }
        victim.start();
        Commanders.resumeAll(stage, campaigns);
    }

    /** A little of everything that the provider and its webhooks can do. */
    static Faults trouble(Stage stage) {
        Faults faults = new Faults();
        for (String kind : ProviderFaults.KINDS) {
            faults.call(ProviderFaults.of(kind, 0.03, stage.random()));
        }
        for (JsonObjectBuilder webhook : WebhookFaults.mixture()) {
            faults.webhook(webhook);
        }
        return faults;
    }
}
