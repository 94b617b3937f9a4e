package io.voxlynx.shared;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A line for the log with something in it that is not ours. Whatever others said cannot pass for a line of its own,
 * fill the disk, or carry somebody's telephone number or credential there: providers quote what they were sent.
 */
public final class LogLine {

    private static final int LONGEST = 500;

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");

    private LogLine() {}

    /** @param format as {@link String#format} takes it; of the values, texts are cleaned and all else left as it is */
    public static String of(String format, Object... values) {
        return String.format(format, Arrays.stream(values).map(LogLine::cleaned).toArray());
    }

    private static Object cleaned(Object value) {
        return value instanceof String text ? clean(text) : value;
    }

    private static String clean(String text) {
        String shortened = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        String line = UNPRINTABLE.matcher(shortened).replaceAll(" ");
        return Masking.mask(line);
    }
}
