package io.voxlynx.call;

import java.time.Duration;

/** What became of an order to the provider. */
public sealed interface Placement {

    /** The provider has the call. */
    record Accepted(String providerCallId) implements Placement {}

    /**
     * The provider does not have the call.
     *
     * @param retryAfter how long it wants to be left alone; null if it did not say
     */
    record Refused(Fault fault, String reason, Duration retryAfter) implements Placement {}

    /** The provider answered with an error of its own, so the call may exist: look it up before sending it again. */
    record Doubtful(String reason) implements Placement {}

    /** The answer was lost, late or unreadable: the call may exist, and asking once is no proof that it does not. */
    record Unclear(String reason) implements Placement {}

    /** It did not leave, because it was too late for it: nobody is to blame, and the provider does not have the call. */
    record Unsent() implements Placement {}

    /** Why an order was refused, as far as it changes what we do next. */
    enum Fault {
        /** The order itself: sending it again cannot help. */
        ORDER,
        /** Too many orders at once: later it may go through. */
        CAPACITY,
        /** All lines of our account are in use, also by calls that are not ours: it goes through when one is free. */
        NO_LINE,
        /** Nobody there, or our account is not let in: no order can go through now, and none is to blame. */
        PROVIDER
    }
}
