package io.voxlynx.usage;

import io.voxlynx.shared.InvalidInput;
import java.util.regex.Pattern;

/** A sender's own mark of something he sends, by which he and we know it again. */
public record IdempotencyKey(String value) {

    private static final Pattern KEY = Pattern.compile("[ -~]{1,255}");

    public IdempotencyKey {
        if (!KEY.matcher(value).matches()) {
            throw InvalidInput.field("Idempotency-Key", value, "1 to 255 printable characters of ASCII");
        }
    }
}
