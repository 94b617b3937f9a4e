package io.voxlynx.web.http;

/** What settings must be, so that one with which nothing could work stops the start. */
public final class Settings {

    private Settings() {}

    /** @throws IllegalStateException naming the key */
    public static void requirePositive(String key, long value) {
        if (value < 1) {
            throw new IllegalStateException(key + " has to be at least 1, and is " + value);
        }
    }
}
