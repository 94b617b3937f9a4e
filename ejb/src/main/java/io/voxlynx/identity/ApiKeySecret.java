package io.voxlynx.identity;

import io.voxlynx.shared.Digests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key as a machine shows it: {@code vlx_<12 characters>_<256 random bits>}. What comes before the last part finds the
 * row and may be shown; of the whole only a hash is kept. A fast one is enough, as nobody guesses 256 bits.
 */
final class ApiKeySecret {

    private static final Pattern FORM = Pattern.compile("(" + ApiKeys.MARK + "[a-z0-9]{12})_[A-Za-z0-9_-]{43}");
    private static final int LENGTH = ApiKeys.MARK.length() + 12 + 1 + 43;
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;
    private final String prefix;

    private ApiKeySecret(String text, String prefix) {
        this.text = text;
        this.prefix = prefix;
    }

    static ApiKeySecret fresh() {
        StringBuilder prefix = new StringBuilder(ApiKeys.MARK);
        RANDOM.ints(12, 0, ALPHABET.length()).forEach(at -> prefix.append(ALPHABET.charAt(at)));
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        String text = prefix + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        return new ApiKeySecret(text, prefix.toString());
    }

    /** Empty for what cannot be one. */
    static Optional<ApiKeySecret> of(String shown) {
        if (shown.length() != LENGTH) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(shown);
        return form.matches() ? Optional.of(new ApiKeySecret(shown, form.group(1))) : Optional.empty();
    }

    /** For its owner's eyes, once. */
    String reveal() {
        return text;
    }

    String prefix() {
        return prefix;
    }

    byte[] hash() {
        return Digests.sha256(text);
    }

    /** In a time that says nothing of how much of it is right. */
    boolean hasHash(byte[] kept) {
        return MessageDigest.isEqual(hash(), kept);
    }

    /**
     * Whether whoever signed the text knows the key of which this hash is kept: by HMAC-SHA256 under that hash, in
     * hexadecimal. So the key itself need not travel with what it vouches for.
     */
    static boolean hasSigned(byte[] kept, String text, String signature) {
        try {
            return MessageDigest.isEqual(
                    Digests.hmacSha256(kept, text.getBytes(StandardCharsets.UTF_8)),
                    HexFormat.of().parseHex(signature));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return prefix + "_…";
    }
}
