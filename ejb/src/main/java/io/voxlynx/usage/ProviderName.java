package io.voxlynx.usage;

import io.voxlynx.shared.InvalidInput;
import java.util.Locale;
import java.util.regex.Pattern;

/** A provider in lower case, so that "Deepgram" and "deepgram" are one line on the bill. */
public record ProviderName(String value) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    public ProviderName {
        String lower = value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
        if (!NAME.matcher(lower).matches()) {
            throw InvalidInput.field("provider", value, "1 to 64 letters, digits, dots, hyphens and underscores");
        }
        value = lower;
    }

    @Override
    public String toString() {
        return value;
    }
}
