package io.voxlynx.call;

/** How far our order to the provider got; apart from what the call itself is doing. */
public enum LaunchState {
    /** Claimed, not sent; may be sent. */
    PENDING,
    /** Committed before the request leaves: from here on the phone may ring. */
    SENDING,
    /** Sent, and nobody knows whether it was taken. Keeps its line, is looked up, never sent again. */
    UNKNOWN,
    /** The provider has it. */
    ACCEPTED,
    /** The provider does not have it and will not. */
    REFUSED
}
