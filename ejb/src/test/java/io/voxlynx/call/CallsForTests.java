package io.voxlynx.call;

import io.voxlynx.campaign.CampaignFigures;
import io.voxlynx.campaign.CampaignFiguresForTests;
import io.voxlynx.event.EventsForTests;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.Fired;

/** Calls that fold what happens to them; what they fire is only kept, unless a test observes it. */
public final class CallsForTests {

    public final Fired<CallAccepted> accepted = new Fired<>();
    public final Fired<CallEnded> ended = new Fired<>();
    public final Calls calls = new Calls();

    public CallsForTests(Database database) {
        CampaignFigures figures = CampaignFiguresForTests.figures(database);
        calls.database = database;
        calls.figures = figures;
        calls.events = new CallEvents();
        calls.events.database = database;
        calls.events.events = EventsForTests.events(database);
        calls.accepted = accepted;
        calls.ended = ended;
        calls.cameAlive = new Fired<>();
        calls.silenceSeconds = 600;
    }
}
