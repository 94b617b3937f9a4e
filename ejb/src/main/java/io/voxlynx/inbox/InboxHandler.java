package io.voxlynx.inbox;

import java.time.Duration;

/** Knows what the webhooks of one source mean. */
public interface InboxHandler {

    /** The name under which they were accepted, e.g. {@code vapi}. */
    String source();

    /** Applies one; runs in the transaction that marks it applied, so a failure of either undoes both. */
    Outcome handle(InboxMessage message);

    /** After so long, what still belongs to nothing that is known here is taken for somebody else's. */
    Duration patience();

    enum Outcome {
        APPLIED,
        /** Belongs to something not known yet: kept and tried again while {@link #patience} lasts. */
        UNMATCHED,
        /** Acknowledged and kept, but nothing of ours can come of it. */
        REJECTED
    }
}
