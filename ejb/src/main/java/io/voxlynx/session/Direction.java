package io.voxlynx.session;

/** Who called whom, where a session is a telephone call. */
public enum Direction {
    INBOUND,
    OUTBOUND
}
