package io.voxlynx.inbox;

/** Knows what the webhooks of one source mean. */
public interface InboxHandler {

    /** The name under which they were accepted, e.g. {@code vapi}. */
    String source();

    /** Applies one; runs in the transaction that marks it applied, so a failure of either undoes both. */
    Outcome handle(InboxMessage message);

    enum Outcome {
        APPLIED,
        /** Belongs to something not known yet: keep and try again. */
        UNMATCHED,
        /** Acknowledged and kept, but nothing of ours can come of it. */
        REJECTED
    }
}
