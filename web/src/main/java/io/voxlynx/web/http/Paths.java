package io.voxlynx.web.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/** Parts of paths. */
public final class Paths {

    /** Of a session, next to which rooms have their paths: {@code sessions/by-room/analysis} is a room, nobody's analysis. */
    public static final String SESSION_ID = "{id: (?!by-room/)[^/]+}";

    private static final Pattern SLASHES = Pattern.compile("/{2,}");

    private Paths() {}

    /**
     * The path as it is matched with resources: decoded, without matrix parameters, without repeated slashes and one at
     * the end. Whoever decides by a path must not be told another one than the resource gets.
     */
    public static String matched(HttpServletRequest request) {
        String below = request.getPathInfo();
        String path = SLASHES.matcher(request.getServletPath() + (below == null ? "" : below))
                .replaceAll("/");
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
