package io.voxlynx.shared;

import java.util.regex.Pattern;

/** A telephone number in E.164 form. @param e164 a plus sign, the country code and the number: {@code +14155550100} */
public record PhoneNumber(String e164) {

    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{4,14}");

    public PhoneNumber {
        if (e164 == null || !E164.matcher(e164).matches()) {
            throw new IllegalArgumentException("not an E.164 telephone number");
        }
    }
}
