package io.voxlynx.session;

/** How the person on the other side felt about the conversation. */
public enum Sentiment {
    POSITIVE,
    NEUTRAL,
    NEGATIVE
}
