package io.voxlynx.ratelimit;

/** What is counted apart from one another. */
public enum RateClass {
    /** Every request of a person's that is none of the others. */
    GENERAL,
    /** Contact files sent here. */
    UPLOAD,
    /** Files taken from here. */
    EXPORT,
    /** Requests of the agents' worker, which speaks for many. */
    WORKER,
    /** Requests without a good credential, by the address that they come from. */
    ADDRESS
}
