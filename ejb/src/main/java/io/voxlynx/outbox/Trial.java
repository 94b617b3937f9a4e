package io.voxlynx.outbox;

/** What a receiver made of something that was sent to try it. No more than this is told: whoever asks may be mapping. */
public enum Trial {
    /** It answered 2xx. */
    delivered,
    /** It answered something else. */
    refused,
    /** It did not answer, in time or at all. */
    unreachable
}
