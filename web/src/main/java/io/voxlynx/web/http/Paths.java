package io.voxlynx.web.http;

/** Parts of paths. */
public final class Paths {

    /** Of a session, next to which rooms have their paths: {@code sessions/by-room/analysis} is a room, nobody's analysis. */
    public static final String SESSION_ID = "{id: (?!by-room/)[^/]+}";

    private Paths() {}
}
