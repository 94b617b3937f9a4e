package io.voxlynx.shared;

import java.util.regex.Pattern;

/** Takes out of others' words what is kept nowhere: telephone numbers, API keys, tokens. */
public final class Masking {

    /** Not the digits of a UUID or of a moment. */
    private static final Pattern TELEPHONE_NUMBER =
            Pattern.compile("\\+\\d[\\d ()./-]{5,30}\\d|(?<![A-Za-z0-9-])\\d[\\d ()./-]{5,30}\\d(?![A-Za-z0-9-])");

    /** With something of the secret: what comes before it may be shown. */
    private static final Pattern API_KEY = Pattern.compile("vlx_[A-Za-z0-9_-]{13,}");

    /** Whole or not: it begins with a JSON object in Base64. */
    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_.-]{8,}");

    private Masking() {}

    public static String mask(String text) {
        String withoutKeys = API_KEY.matcher(text).replaceAll("[key]");
        String withoutTokens = TOKEN.matcher(withoutKeys).replaceAll("[token]");
        return TELEPHONE_NUMBER.matcher(withoutTokens).replaceAll("[number]");
    }
}
