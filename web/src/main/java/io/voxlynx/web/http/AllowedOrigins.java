package io.voxlynx.web.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The web pages, by their origins, whose scripts may use the API. An origin is compared as it is, in every letter. */
record AllowedOrigins(Set<String> origins) {

    /** What is in origins as browsers write them: no capital letters. */
    private static final Pattern LETTERS = Pattern.compile("[a-z0-9+.:/\\[\\]-]+");

    /** @throws IllegalStateException for what is no origin; a wildcard is none */
    static AllowedOrigins of(List<String> configured) {
        Set<String> origins = configured.stream()
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        origins.stream().filter(origin -> !isOrigin(origin)).findFirst().ifPresent(wrong -> {
            throw new IllegalStateException(
                    "voxlynx.cors.allowed-origins: " + wrong + " is no origin such as https://app.example.com");
        });
        return new AllowedOrigins(origins);
    }

    /** A scheme and a host, a port only where it is not the usual one, and nothing behind it. */
    private static boolean isOrigin(String text) {
        try {
            URI uri = new URI(text);
            String written = uri.getScheme() + "://" + uri.getHost() + (uri.getPort() > 0 ? ":" + uri.getPort() : "");
            return uri.getHost() != null
                    && written.equals(text)
                    && LETTERS.matcher(text).matches();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    boolean isClosed() {
        return origins.isEmpty();
    }

    boolean contains(String origin) {
        return origins.contains(origin);
    }
}
