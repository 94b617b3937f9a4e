package io.voxlynx.batch;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A job's properties as the operator gave them; what is empty counts as not given. */
record JobParameters(Map<String, String> values) {

    private static final int LONGEST_NAME = 50;

    private static final String RUNTIMES_OWN = "jberet.";

    /** @param pairs name, value, name, value … */
    static JobParameters of(String... pairs) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1] != null && !pairs[i + 1].isBlank()) {
                values.put(pairs[i], pairs[i + 1].strip());
            }
        }
        return new JobParameters(values);
    }

    /** Without what the batch runtime says to itself, which it adds at a restart. */
    static JobParameters of(Properties properties) {
        return of(properties.stringPropertyNames().stream()
                .filter(name -> !name.startsWith(RUNTIMES_OWN))
                .flatMap(name -> Stream.of(name, properties.getProperty(name)))
                .toArray(String[]::new));
    }

    /** A property that nobody knows is a typing error: better said than passed over. */
    void allowOnly(Set<String> known) {
        values.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new RefusedJob("property "
                            + (name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…")
                            + " is unknown; known are " + String.join(", ", new TreeSet<>(known)));
                });
    }

    Optional<String> optional(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String required(String name) {
        return optional(name).orElseThrow(() -> new RefusedJob("property " + name + " is missing"));
    }

    Optional<UUID> uuid(String name) {
        return optional(name).map(text -> {
            try {
                return UUID.fromString(text);
            } catch (IllegalArgumentException e) {
                throw RefusedJob.property(name, text, "a UUID", e);
            }
        });
    }

    Optional<Integer> number(String name, int least, int most) {
        return optional(name).map(text -> {
            // No longer than the limit itself, which fits: digits alone are always a number then.
            if (text.matches("-?[0-9]{1,9}")) {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return number;
                }
            }
            throw RefusedJob.property(
                    name,
                    text,
                    most == Integer.MAX_VALUE
                            ? "a whole number from " + least
                            : "a whole number from " + least + " to " + most);
        });
    }

    boolean flag(String name) {
        return optional(name)
                .map(text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw RefusedJob.property(name, text, "true or false");
                })
                .orElse(false);
    }

    /** A comma list of some of them; all where the property is not given. */
    Set<String> some(String name, Set<String> all) {
        return optional(name)
                .map(text -> {
                    Set<String> chosen = Stream.of(text.split(",", -1))
                            .map(String::strip)
                            .collect(Collectors.toCollection(TreeSet::new));
                    if (!all.containsAll(chosen)) {
                        throw RefusedJob.property(name, text, "some of " + String.join(",", new TreeSet<>(all)));
                    }
                    return chosen;
                })
                .orElse(all);
    }

    <E extends Enum<E>> Optional<E> constant(String name, Class<E> type) {
        return optional(name)
                .map(text -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> constant.name().equals(text))
                        .findFirst()
                        .orElseThrow(() -> RefusedJob.property(
                                name,
                                text,
                                Arrays.stream(type.getEnumConstants())
                                        .map(Enum::name)
                                        .collect(Collectors.joining(" or ")))));
    }
}
