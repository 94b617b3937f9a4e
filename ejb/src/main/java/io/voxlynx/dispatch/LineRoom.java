package io.voxlynx.dispatch;

/**
 * How many contacts a campaign may claim now. Pure arithmetic over numbers read under lock.
 *
 * @param cap the campaign's own cap
 * @param active its calls that hold a line
 * @param remaining contacts without a call
 * @param providerCap lines at the provider over all campaigns
 * @param providerActive lines in use over all campaigns, or left to others
 * @param rivals other campaigns that have contacts left and fewer lines than their fair share
 */
record LineRoom(int cap, int active, int remaining, int providerCap, int providerActive, int rivals) {

    /** For a campaign that takes contacts one by one. */
    int continuous() {
        int own = Math.min(cap - active, remaining);
        int lines = providerCap - providerActive;
        return Math.max(0, Math.min(own, Math.min(lines, share())));
    }

    /** For a campaign in batches: the rest of the present batch, and the next one only when nothing is on the line. */
    int batch(int claimed, int batchSize) {
        int begun = claimed % batchSize;
        if (begun == 0 && active > 0) {
            return 0;
        }
        return Math.min(continuous(), batchSize - begun);
    }

    /** While others wait below their share, nobody grows beyond his own. */
    private int share() {
        if (rivals == 0) {
            return Integer.MAX_VALUE;
        }
        int fair = Math.max(1, providerCap / (rivals + 1));
        return Math.max(0, fair - active);
    }
}
