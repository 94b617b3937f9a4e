package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.client.Campaign;
import io.voxlynx.sandbox.client.UnexpectedAnswer;
import io.voxlynx.sandbox.run.Node;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A node dies in the very moment between two things that belong together: each place where what was written down and
 * what has happened may differ.
 */
final class KillPoints {

    private static final String SOMETHING_CLAIMED = "NOT $1.isEmpty()";

    private static final FaultPoint AFTER_CLAIM = FaultPoint.at(
                    "kill-after-claim", "io.voxlynx.shared.Queues", "callLaunches(java.util.Collection)", "ENTRY")
            .calledBy("io\\.voxlynx\\.dispatch\\.Tick.*")
            .where(SOMETHING_CLAIMED);
    private static final FaultPoint AFTER_REFILL = FaultPoint.at(
                    "kill-after-refill", "io.voxlynx.shared.Queues", "callLaunches(java.util.Collection)", "ENTRY")
            .calledBy("io\\.voxlynx\\.inbox\\.Inbox\\.attempt")
            .where(SOMETHING_CLAIMED);
    private static final FaultPoint AFTER_SENDING =
            FaultPoint.at("kill-after-sending", "io.voxlynx.vapi.VapiCalls", "place", "ENTRY");
    private static final FaultPoint AFTER_POST =
            FaultPoint.at("kill-after-post", "io.voxlynx.vapi.VapiCalls", "place", "EXIT");
    private static final FaultPoint BEFORE_RESULT = FaultPoint.at(
                    "kill-before-result", "io.voxlynx.call.Calls", "accept", "EXIT")
            .calledBy("io\\.voxlynx\\.dispatch\\.Launches\\..*");
    private static final FaultPoint BEFORE_INBOX = FaultPoint.at(
                    "kill-before-inbox", "io.voxlynx.inbox.Inbox", "accept", "ENTRY")
            .after(200);
    private static final FaultPoint AFTER_INBOX =
            FaultPoint.at("kill-after-inbox", "io.voxlynx.shared.Queues", "providerEvent", "ENTRY");
    private static final FaultPoint BEFORE_ANSWER =
            FaultPoint.at("kill-before-answer", "io.voxlynx.vapi.VapiInbox", "receive", "EXIT");
    private static final FaultPoint WHILE_APPLYING =
            FaultPoint.at("kill-while-applying", "io.voxlynx.vapi.VapiInbox", "handle", "EXIT");

    static final List<Scenario> ALL = List.of(
            new Scenario(
                    AFTER_CLAIM.name(), "a tick's claim is committed, nobody was told of it", KillPoints::dieInTick),
            scenario(AFTER_REFILL, "a call's end and the next claim are committed, nobody was told of it"),
            scenario(AFTER_SENDING, "SENDING is committed, the order has not left"),
            scenario(AFTER_POST, "the provider has answered, nothing is written down"),
            scenario(BEFORE_RESULT, "the answer is written, not committed"),
            scenario(BEFORE_INBOX, "a webhook is understood and not written; an answer would have had time to leave"),
            scenario(AFTER_INBOX, "a webhook is committed, nobody was told of it, nor was it answered"),
            scenario(BEFORE_ANSWER, "a webhook is committed and told of, not answered"),
            scenario(WHILE_APPLYING, "a webhook is applied, not committed"),
            new Scenario(
                    "kill-everywhere",
                    "a node dies at each of these points, one after the other",
                    KillPoints::dieEverywhere));

    private static final int LATEST_PASS = 40;
    /** Contacts, enough until a node is back. */
    private static final int LONG = 280;
    /** Contacts, enough for the latest pass on a node that does half of the work. */
    private static final int SHORT = 160;
    /** What a JVM ends with that Byteman kills. */
    private static final int KILLED = 255;

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int TICKS = 5;

    private KillPoints() {}

    private static Scenario scenario(FaultPoint point, String what) {
        return new Scenario(point.name(), "a node dies when " + what, stage -> die(stage, point));
    }

    private static void die(Stage stage, FaultPoint point) throws Exception {
        NodeFaults.alone(stage, LONG);
        Node victim = stage.anyNode();
        kill(stage, victim, point);
        NodeFaults.comeBack(stage, victim, Takeover.begin(stage));
    }

    private static void kill(Stage stage, Node victim, FaultPoint point) throws Exception {
        int pass = 1 + stage.random().nextInt(LATEST_PASS);
        Sabotage.of(victim).killAt(point, pass);
        if (!victim.awaitEnd(SOON)) {
            throw new IllegalStateException(victim.name() + " did not die at pass " + pass + " of " + point.name());
        }
        requireKilled(victim);
        stage.note(victim.name() + " died at pass " + pass + " of " + point.name());
    }

    /** Another death would not have been at the point. */
    private static void requireKilled(Node victim) {
        if (victim.exitCode() != KILLED) {
            throw new IllegalStateException(victim.name() + " died by itself, with code " + victim.exitCode());
        }
    }

    private static void dieInTick(Stage stage) throws Exception {
        NodeFaults.alone(stage, LONG);
        Node victim = stage.anyNode();
        killInTick(stage, victim);
        NodeFaults.comeBack(stage, victim, Takeover.begin(stage));
    }

    private static void dieEverywhere(Stage stage) throws Exception {
        List<FaultPoint> points = new ArrayList<>(List.of(
                AFTER_CLAIM,
                AFTER_REFILL,
                AFTER_SENDING,
                AFTER_POST,
                BEFORE_RESULT,
                BEFORE_INBOX,
                AFTER_INBOX,
                BEFORE_ANSWER,
                WHILE_APPLYING));
        Collections.shuffle(points, stage.random());
        long doubtful = 0;
        for (FaultPoint point : points) {
            // one at a time: three together would leave a tick no line to claim
            stage.await("the end of the campaigns", stage::over);
            NodeFaults.alone(stage, SHORT);
            Node victim = stage.anyNode();
            if (point == AFTER_CLAIM) {
                killInTick(stage, victim);
            } else {
                kill(stage, victim, point);
            }
            doubtful += Takeover.begin(stage).doubtful();
            victim.start();
        }
        stage.mayNotRing(doubtful);
        NodeFaults.goOn(stage);
    }

    /** A tick claims when a campaign begins; it is this node's own tick unless another's timer was faster. */
    private static void killInTick(Stage stage, Node victim) throws Exception {
        Sabotage.of(victim).killAt(AFTER_CLAIM, 1);
        for (int tick = 1; victim.isAlive(); tick++) {
            if (tick > TICKS) {
                throw new IllegalStateException(victim.name() + " did not die in " + TICKS + " ticks");
            }
            Campaign campaign = stage.newCampaign(20, 20, stage.importedAssistant());
            try {
                // in its own tick it may die as soon as there is something to claim, with this very request in it
                campaign.start();
                stage.tick(victim.baseUrl());
            } catch (UncheckedIOException | UnexpectedAnswer expected) {
                if (!victim.awaitEnd(SOON)) {
                    throw expected;
                }
                requireKilled(victim);
                stage.note(victim.name() + " died in tick " + tick);
                campaign.startUnlessStarted();
            }
        }
    }
}
