package io.voxlynx.outbox;

import java.util.UUID;
import okhttp3.HttpUrl;

/**
 * One thing to tell one receiver.
 *
 * @param tries how often it was sent, the present try included
 * @param lastStatus the receiver's last answer; null if there was none
 * @param note why the last try failed; null if none did
 */
record Callback(
        UUID id, UUID subjectId, String event, String url, String body, int tries, Integer lastStatus, String note) {

    /** Of the receiver; all of its URL that may be told, since the rest of it may hold secrets. */
    String host() {
        HttpUrl receiver = HttpUrl.parse(url);
        return receiver == null ? "" : receiver.host();
    }
}
