package io.voxlynx.outbox;

import java.util.Locale;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * Where a callback goes. Read by the parser of the client that will connect, so that nobody checks another host than
 * the one that is called, and only if it is written plainly.
 */
record ReceiverUrl(HttpUrl url) {

    private static final int LONGEST = 2048;

    /** Scheme, then a host without a user before it; no white space or control characters, no backslashes anywhere. */
    private static final Pattern PLAIN =
            Pattern.compile("(?i:https?)://[^/?#@\\s\\\\\\p{Cntrl}]++(?:[/?#][^\\s\\\\\\p{Cntrl}]*+|)");

    private static final Pattern DOTTED_QUAD = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");

    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");

    /** @throws UnfitReceiver if it is none */
    static ReceiverUrl of(String text) {
        if (text == null || text.length() > LONGEST || !PLAIN.matcher(text).matches()) {
            throw new UnfitReceiver("not an http or https URL");
        }
        HttpUrl url = HttpUrl.parse(text);
        if (url == null) {
            throw new UnfitReceiver("not an http or https URL");
        }
        if (isOddNumber(url.host())) {
            throw new UnfitReceiver("an address in an unusual notation");
        }
        return new ReceiverUrl(url);
    }

    String host() {
        return url.host();
    }

    /**
     * 2130706433, 0x7f.1 and 0177.0.0.1 are addresses to some and names to others; what they mean must not depend on
     * who reads them. A host whose last label is a number is an address, and has one way to be written.
     */
    private static boolean isOddNumber(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        String last = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return NUMBER.matcher(last).matches() && !DOTTED_QUAD.matcher(host).matches();
    }
}
