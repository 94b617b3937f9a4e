package io.voxlynx.batch;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** A job's properties as the operator gave them; what is empty counts as not given. */
record JobParameters(Map<String, String> values) {

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
                throw new RefusedJob("property " + name + " must be a UUID, is " + text, e);
            }
        });
    }

    Optional<Integer> number(String name) {
        return optional(name).map(text -> {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                throw new RefusedJob("property " + name + " must be a whole number, is " + text, e);
            }
        });
    }

    boolean flag(String name) {
        return optional(name)
                .map(text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new RefusedJob("property " + name + " must be true or false, is " + text);
                })
                .orElse(false);
    }

    <E extends Enum<E>> Optional<E> constant(String name, Class<E> type) {
        return optional(name)
                .map(text -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> constant.name().equals(text))
                        .findFirst()
                        .orElseThrow(() -> new RefusedJob("property " + name + " must be one of "
                                + Arrays.toString(type.getEnumConstants()) + ", is " + text)));
    }
}
