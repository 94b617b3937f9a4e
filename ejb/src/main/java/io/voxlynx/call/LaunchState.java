package io.voxlynx.call;

/** How far our order to the provider got; apart from what the call itself is doing. */
public enum LaunchState {
    /** Claimed, not sent; may be sent. */
    PENDING,
    /** Committed before the request leaves: from here on the phone may ring. */
    SENDING,
    /**
     * Sent, and nobody knows whether it was taken. Keeps its line and is looked up. It is sent again only if its own
     * sender comes back and says that he has not sent it.
     */
    UNKNOWN,
    /** The provider has it. */
    ACCEPTED,
    /** The provider does not have it and will not. */
    REFUSED
}
