package io.voxlynx.start;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings without which nothing works, and the secrets, which have to be real. All that is wrong is told at once;
 * no value is ever told.
 */
final class Prerequisites {

    private static final int SHORTEST_BYTES = 32;
    private static final int FEWEST_CHARACTERS = 8;

    /** No secrets, so every value is good: a user may be called admin, and a domain example. */
    private static final List<String> SETTINGS =
            List.of("voxlynx.db.url", "voxlynx.db.user", "voxlynx.livekit.url", "voxlynx.identity.issuers");

    /** Others gave them to us; they are as long as they are. */
    private static final List<String> CREDENTIALS = List.of(
            "voxlynx.db.password",
            "voxlynx.vapi.api-key",
            "voxlynx.livekit.api-key",
            "jboss.messaging.cluster.password");

    /** What is signed with them is believed. */
    private static final List<String> SIGNING_SECRETS = List.of(
            "voxlynx.vapi.webhook-secret",
            "voxlynx.livekit.api-secret",
            "voxlynx.scheduler.secret",
            "voxlynx.callback.secret");

    /** May be left out, but not be made up. */
    private static final List<String> OPTIONAL_CREDENTIALS = List.of("voxlynx.analysis.api-key");

    /**
     * Of text in lower case, everything but letters and digits made a hyphen. The shorter a word, the more has to be
     * around it: one random secret in a million has "dummy" somewhere in it.
     */
    private static final Pattern PLACEHOLDER =
            Pattern.compile(".*(change-?me|replace-?me|place-?holder|example|random-bytes).*|-?your-.*|to-?do"
                    + "|(.*-)?dummy(-?(key|secret|token|password|value))?[0-9]*(-.*)?"
                    + "|(my-?)?(secret|password)(-?key)?|test|none|null|admin|x+|-*");

    /** Of an issuer; it becomes part of keys, which are told. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_.-]+");

    private enum Fault {
        MISSING("missing"),
        PLACEHOLDER("placeholder instead of a value"),
        SHORT("shorter than " + SHORTEST_BYTES + " bytes"),
        MONOTONOUS("anything but random"),
        SHARED("same as another secret");

        private final String words;

        Fault(String words) {
            this.words = words;
        }
    }

    private final Function<String, Optional<String>> config;
    private final Map<Fault, List<String>> faults = new EnumMap<>(Fault.class);
    private final Map<String, String> keyByValue = new HashMap<>();

    private Prerequisites(Function<String, Optional<String>> config) {
        this.config = config;
    }

    /**
     * @param config the value of a key, if it has one
     * @return a line that names the key of all that is wrong; empty if nothing is
     */
    static Optional<String> complaint(Function<String, Optional<String>> config) {
        Prerequisites prerequisites = new Prerequisites(config);
        prerequisites.check();
        return prerequisites.line();
    }

    /** Whether the server cannot even make a datasource. */
    static boolean hasNoDatasource(Function<String, Optional<String>> config) {
        return Stream.of("voxlynx.db.url", "voxlynx.db.user", "voxlynx.db.password")
                .anyMatch(key ->
                        config.apply(key).filter(value -> !value.isBlank()).isEmpty());
    }

    private void check() {
        SETTINGS.forEach(this::require);
        CREDENTIALS.forEach(key -> requireReal(key).ifPresent(value -> tellApart(key, value)));
        OPTIONAL_CREDENTIALS.forEach(key -> real(key).ifPresent(value -> tellApart(key, value)));
        SIGNING_SECRETS.forEach(this::requireSecret);
        issuers().forEach(name -> {
            String prefix = "voxlynx.identity." + name + ".";
            require(prefix + "issuer");
            if (given(prefix + "algorithm").orElse("").toUpperCase(Locale.ROOT).startsWith("HS")) {
                requireSecret(prefix + "hmac-secret");
            } else {
                require(prefix + "jwks-url");
            }
        });
    }

    private Stream<String> issuers() {
        return given("voxlynx.identity.issuers").stream()
                .flatMap(names -> Stream.of(names.split(",")))
                .map(String::strip)
                .filter(PLAIN_NAME.asMatchPredicate());
    }

    private void requireSecret(String key) {
        requireReal(key).ifPresent(value -> {
            if (value.getBytes(StandardCharsets.UTF_8).length < SHORTEST_BYTES) {
                add(Fault.SHORT, key);
            } else if (value.chars().distinct().count() < FEWEST_CHARACTERS) {
                add(Fault.MONOTONOUS, key);
            } else {
                tellApart(key, value);
            }
        });
    }

    private void require(String key) {
        if (given(key).isEmpty()) {
            add(Fault.MISSING, key);
        }
    }

    private Optional<String> requireReal(String key) {
        require(key);
        return real(key);
    }

    private Optional<String> real(String key) {
        Optional<String> value = given(key);
        if (value.filter(Prerequisites::isPlaceholder).isPresent()) {
            add(Fault.PLACEHOLDER, key);
            return Optional.empty();
        }
        return value;
    }

    private void tellApart(String key, String value) {
        String other = keyByValue.putIfAbsent(value, key);
        if (other != null) {
            add(Fault.SHARED, key + " (" + other + ")");
        }
    }

    private Optional<String> given(String key) {
        return config.apply(key).map(String::strip).filter(value -> !value.isEmpty());
    }

    static boolean isPlaceholder(String value) {
        String plain = value.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return value.startsWith("${")
                || value.startsWith("<")
                || PLACEHOLDER.matcher(plain).matches();
    }

    private void add(Fault fault, String key) {
        faults.computeIfAbsent(fault, none -> new ArrayList<>()).add(key);
    }

    private Optional<String> line() {
        if (faults.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("VoxLynx does not start; "
                + faults.entrySet().stream()
                        .map(fault -> fault.getKey().words + ": " + String.join(", ", fault.getValue()))
                        .collect(Collectors.joining("; ")));
    }
}
