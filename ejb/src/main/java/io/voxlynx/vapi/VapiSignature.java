package io.voxlynx.vapi;

import io.voxlynx.shared.Digests;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Decides whether a webhook comes from our Vapi account. Works on the raw bytes, before anything reads them. */
@ApplicationScoped
public class VapiSignature {

    private static final Duration REPLAY_WINDOW = Duration.ofMinutes(5);

    /** The forms that Vapi's credentials can be set to. */
    enum Form {
        /** {@code X-Signature} or {@code X-Vapi-Signature}: hex HMAC-SHA-256 of the body, with or without "sha256=". */
        HMAC,
        /** The same over {@code {x-timestamp}.{body}}, refused when the time is too far off. */
        HMAC_TIMESTAMP,
        /** {@code X-Vapi-Secret}: the secret itself. */
        SECRET
    }

    @Inject
    Clock clock;

    @Inject
    @ConfigProperty(name = "voxlynx.vapi.webhook-secret")
    String secret;

    /** Comma-separated: hmac, hmac-timestamp, secret. */
    @Inject
    @ConfigProperty(name = "voxlynx.vapi.webhook-auth", defaultValue = "hmac")
    Set<String> accepted;

    private Set<Form> forms;

    @PostConstruct
    void readForms() {
        forms = EnumSet.noneOf(Form.class);
        accepted.forEach(name ->
                forms.add(Form.valueOf(name.trim().toUpperCase(Locale.ROOT).replace('-', '_'))));
    }

    /** @param header looks up a request header by name, null if absent */
    public boolean isGenuine(byte[] body, UnaryOperator<String> header) {
        String signature = first(header.apply("X-Vapi-Signature"), header.apply("X-Signature"));
        String timestamp = header.apply("X-Timestamp");
        if (signature != null && timestamp != null && forms.contains(Form.HMAC_TIMESTAMP)) {
            return isRecent(timestamp)
                    && matches(signature, hmac((timestamp + '.').getBytes(StandardCharsets.UTF_8), body));
        }
        if (signature != null && forms.contains(Form.HMAC)) {
            return matches(signature, hmac(new byte[0], body));
        }
        String shown = header.apply("X-Vapi-Secret");
        return shown != null
                && forms.contains(Form.SECRET)
                && MessageDigest.isEqual(
                        shown.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }

    private boolean matches(String signature, byte[] expected) {
        String hex = signature.startsWith("sha256=") ? signature.substring("sha256=".length()) : signature;
        try {
            return MessageDigest.isEqual(HexFormat.of().parseHex(hex.toLowerCase(Locale.ROOT)), expected);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean isRecent(String timestamp) {
        try {
            long number = Long.parseLong(timestamp);
            // Seconds or milliseconds: the header's unit is the account's choice.
            Instant sent = number > 100_000_000_000L ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
            return Duration.between(sent, clock.instant()).abs().compareTo(REPLAY_WINDOW) <= 0;
        } catch (NumberFormatException | DateTimeException e) {
            return false;
        }
    }

    private byte[] hmac(byte[] prefix, byte[] body) {
        return Digests.hmacSha256(secret.getBytes(StandardCharsets.UTF_8), prefix, body);
    }

    private static String first(String one, String other) {
        return one != null ? one : other;
    }
}
