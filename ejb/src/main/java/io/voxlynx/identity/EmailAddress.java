package io.voxlynx.identity;

import io.voxlynx.shared.InvalidInput;
import java.util.regex.Pattern;

/** Where somebody can be written to, in lower case, as addresses are compared here. Whether it exists is not asked. */
public record EmailAddress(String value) {

    private static final Pattern SHAPE = Pattern.compile("[^\\s@\\p{Cntrl}]{1,64}@[^\\s@\\p{Cntrl}]{1,189}");

    /** @throws InvalidInput if it has not the shape of one */
    public static EmailAddress of(String text) {
        String value = inLowerCase(text.strip());
        if (!SHAPE.matcher(value).matches()) {
            throw InvalidInput.field("email", text, "an e-mail address of up to 254 characters");
        }
        return new EmailAddress(value);
    }

    /** Of ASCII only: other letters have look-alikes whose lower case is an ASCII letter, and whose owner is another. */
    public static String inLowerCase(String address) {
        return address.chars()
                .map(c -> c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
