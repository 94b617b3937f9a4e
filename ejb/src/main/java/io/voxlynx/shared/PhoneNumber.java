package io.voxlynx.shared;

import java.util.regex.Pattern;

/** A telephone number in E.164 form. @param e164 a plus sign, the country code and the number: {@code +14155550100} */
public record PhoneNumber(String e164) {

    /** As a regular expression. */
    public static final String E164 = "\\+[1-9]\\d{4,14}";

    private static final Pattern FORM = Pattern.compile(E164);

    public PhoneNumber {
        if (e164 == null || !FORM.matcher(e164).matches()) {
            throw new IllegalArgumentException("not an E.164 telephone number");
        }
    }
}
