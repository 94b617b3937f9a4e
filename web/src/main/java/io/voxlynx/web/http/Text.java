package io.voxlynx.web.http;

import java.nio.charset.StandardCharsets;

/** What counts as text in a request. */
public final class Text {

    private Text() {}

    /** PostgreSQL keeps no NUL, and half a surrogate pair is no character in any encoding. */
    public static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
