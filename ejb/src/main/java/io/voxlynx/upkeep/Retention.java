package io.voxlynx.upkeep;

import java.util.OptionalInt;

/**
 * For how long something is kept after it is over: whole days, or {@code never} removed. The configuration converts and
 * injects it, so a value that is none stops the start with the setting's name.
 *
 * @param days empty for ever
 */
public record Retention(OptionalInt days) {

    /**
     * Providers and clients repeat what they sent for hours, some for days. What a repeat is known by has to be there
     * for longer.
     */
    public static final int LEAST_DAYS = 7;

    /** A hundred years; what is meant to stay longer stays for ever. */
    private static final int MOST_DAYS = 36_500;

    private static final String NEVER = "(?i)never";
    private static final int MOST_DIGITS = 5;

    /** Found by the configuration by its name. @throws IllegalArgumentException saying what is expected */
    public static Retention of(String text) {
        String value = text.strip();
        if (value.matches(NEVER)) {
            return new Retention(OptionalInt.empty());
        }
        if (value.matches("[0-9]{1," + MOST_DIGITS + "}")) {
            int days = Integer.parseInt(value);
            if (days >= LEAST_DAYS && days <= MOST_DAYS) {
                return new Retention(OptionalInt.of(days));
            }
        }
        throw new IllegalArgumentException("'" + text.strip() + "': expected " + expected(LEAST_DAYS));
    }

    /** @throws IllegalArgumentException if it is less than this kind of rows may have */
    public Retention atLeast(int least) {
        if (days.isPresent() && days.getAsInt() < least) {
            throw new IllegalArgumentException("'" + days.getAsInt() + "': expected " + expected(least));
        }
        return this;
    }

    private static String expected(int least) {
        return "a number of days from " + least + " to " + MOST_DAYS + ", or never";
    }
}
