package io.voxlynx.campaign;

/** How contacts are taken from the list. */
public enum CampaignMode {
    /** A line that gets free takes the next contact at once. */
    continuous,
    /** Contacts go in batches of the size of the cap; the next batch starts when every call of this one is terminal. */
    batch
}
