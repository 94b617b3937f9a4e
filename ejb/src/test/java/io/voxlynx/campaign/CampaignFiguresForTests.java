package io.voxlynx.campaign;

import io.voxlynx.shared.Database;

/** Figures on a database of a test. */
public final class CampaignFiguresForTests {

    private CampaignFiguresForTests() {}

    public static CampaignFigures figures(Database database) {
        CampaignFigures figures = new CampaignFigures();
        figures.database = database;
        return figures;
    }
}
