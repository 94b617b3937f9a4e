package io.voxlynx.contact.imports;

import java.util.List;

/**
 * What became of contacts that were added to a campaign.
 *
 * @param total of the campaign now
 */
public record AddedContacts(int accepted, int total, List<Skipped> skipped) {

    /** @param index among those that were sent, from 0 */
    public record Skipped(int index, String reason) {}
}
