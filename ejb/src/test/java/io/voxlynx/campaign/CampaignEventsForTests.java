package io.voxlynx.campaign;

import io.voxlynx.event.EventsForTests;
import io.voxlynx.shared.Database;

/** Events of campaigns on a database of a test. */
public final class CampaignEventsForTests {

    private CampaignEventsForTests() {}

    public static CampaignEvents events(Database database) {
        CampaignEvents events = new CampaignEvents();
        events.database = database;
        events.events = EventsForTests.events(database);
        return events;
    }
}
