package io.voxlynx.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import io.voxlynx.shared.InvalidInput;
import io.voxlynx.shared.PhoneNumber;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads telephone numbers as people write them in one region. libphonenumber decides; an extension is dropped, because
 * E.164 has none.
 */
public final class PhoneNumberParser {

    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
    private static final int LONGEST_TEXT = 60;
    private static final int NANP_LENGTH = 10;

    // 1-800-FLOWERS is a number; a word after a digit or two is not, although the library would spell one out of it.
    private static final Pattern WORD_FIRST = Pattern.compile("^\\D*+\\d[^\\d\\p{L}]*+\\d?+[^\\d\\p{L}]*+\\p{L}");

    private final String region;
    private final boolean northAmerican;

    /** @param region ISO 3166 code that numbers without a country code belong to, such as {@code US} */
    public PhoneNumberParser(String region) {
        this.region = region;
        this.northAmerican = region.equals("US") || region.equals("CA");
    }

    /** Refuses what is no region of the numbering plan; answers its code in upper case. */
    public static String region(String code) {
        String region = code.strip().toUpperCase(java.util.Locale.ROOT);
        if (!LIBRARY.getSupportedRegions().contains(region)) {
            throw InvalidInput.field("defaultRegion", code, "a two-letter country code such as US");
        }
        return region;
    }

    public Optional<PhoneNumber> parse(String text) {
        if (text.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        long plain = plainNorthAmerican(text);
        if (plain > 0) {
            Phonenumber.PhoneNumber number =
                    new Phonenumber.PhoneNumber().setCountryCode(1).setNationalNumber(plain);
            return isValidNorthAmerican(number) ? Optional.of(new PhoneNumber("+1" + plain)) : Optional.empty();
        }
        return WORD_FIRST.matcher(text).find() ? Optional.empty() : parseAnyForm(text);
    }

    Optional<PhoneNumber> parseAnyForm(String text) {
        try {
            Phonenumber.PhoneNumber number = LIBRARY.parse(text, region);
            return LIBRARY.isValidNumber(number)
                    ? Optional.of(new PhoneNumber(LIBRARY.format(number, PhoneNumberFormat.E164)))
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    private boolean isValidNorthAmerican(Phonenumber.PhoneNumber number) {
        return LIBRARY.isValidNumberForRegion(number, "US") || LIBRARY.isValidNumber(number);
    }

    /**
     * Reading is the costliest part of an import, and the library's general way takes four times as long as asking it
     * whether ten digits are valid. Those that can only be read one way are read here. @return the ten digits, or 0 for
     * everything that needs the library
     */
    private long plainNorthAmerican(String text) {
        boolean international = false;
        long digits = 0;
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                if (++count > NANP_LENGTH + 1) {
                    return 0;
                }
                digits = digits * 10 + (c - '0');
            } else if (c == '+' && i == 0) {
                international = true;
            } else if (c != ' ' && c != '-' && c != '.' && c != '(' && c != ')') {
                return 0;
            }
        }
        if (!international && !northAmerican) {
            return 0;
        }
        long national = count == NANP_LENGTH + 1 && digits / 10_000_000_000L == 1 ? digits % 10_000_000_000L : digits;
        boolean complete = count == NANP_LENGTH + 1 ? national != digits : count == NANP_LENGTH && !international;
        return complete && national >= 2_000_000_000L ? national : 0;
    }
}
