package io.voxlynx.usage;

import io.voxlynx.shared.InvalidInput;
import java.math.BigDecimal;

/** Decimals from outside: not negative, bounded, and in one form, so that equal ones look equal. */
final class Decimals {

    /** What is left of a client's 0.1 + 0.2 - 0.3 has 32. */
    private static final int MAX_SCALE = 60;

    private Decimals() {}

    /** @throws InvalidInput naming the field if it is absent or out of bounds */
    static BigDecimal checked(String field, BigDecimal value, long max) {
        // The bound comes first: writing out 1E+999999999 would take its time.
        if (value == null || value.signum() < 0 || value.compareTo(BigDecimal.valueOf(max)) > 0) {
            throw refused(field, value, max);
        }
        BigDecimal plain = plain(value);
        if (plain.scale() > MAX_SCALE) {
            throw refused(field, value, max);
        }
        return plain;
    }

    static BigDecimal plain(BigDecimal value) {
        BigDecimal shortest = value.stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }

    private static InvalidInput refused(String field, BigDecimal value, long max) {
        return InvalidInput.field(
                field, value, "a number from 0 to " + max + " with at most " + MAX_SCALE + " decimals");
    }
}
