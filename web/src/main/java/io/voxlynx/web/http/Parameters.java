package io.voxlynx.web.http;

import io.voxlynx.shared.InvalidInput;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the parameters of paths and queries. What cannot be read is 400 with the parameter's name, also for an id in a
 * path; JAX-RS alone would say 404. An empty one counts as absent, unless its type is primitive and cannot be.
 */
@Provider
public class Parameters implements ParamConverterProvider {

    @Override
    @SuppressWarnings("unchecked")
    public <T> ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        String name = nameIn(annotations);
        if (type == UUID.class) {
            return (ParamConverter<T>) new Reading<>(name, "a UUID", false, Parameters::uuid);
        }
        if (type == Integer.class || type == int.class) {
            return (ParamConverter<T>) new Reading<>(name, "a whole number", type.isPrimitive(), Integer::valueOf);
        }
        if (type == Long.class) {
            return (ParamConverter<T>) new Reading<>(name, "a whole number", false, Long::valueOf);
        }
        if (type == Boolean.class || type == boolean.class) {
            return (ParamConverter<T>) new Reading<>(name, "true or false", type.isPrimitive(), Parameters::bool);
        }
        if (type == String.class) {
            return (ParamConverter<T>) new Reading<>(name, Text.STORABLE, false, Parameters::text);
        }
        if (type.isEnum()) {
            String names = Arrays.stream(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name())
                    .collect(Collectors.joining(", ", "one of ", ""));
            return new Reading<>(name, names, false, text -> constant(type, text));
        }
        return null;
    }

    private static String nameIn(Annotation[] annotations) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof QueryParam query) {
                return query.value();
            }
            if (annotation instanceof PathParam path) {
                return path.value();
            }
            if (annotation instanceof FormParam form) {
                return form.value();
            }
            if (annotation instanceof HeaderParam header) {
                return header.value();
            }
        }
        return "parameter";
    }

    /**
     * Java's own reader also takes groups of other lengths, which are no UUIDs.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static UUID uuid(String text) {
        UUID uuid = UUID.fromString(text);
        if (!uuid.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("groups of other lengths");
        }
        return uuid;
    }

    private static String text(String text) {
        if (!Text.isStorable(text)) {
            throw new IllegalArgumentException("not storable");
        }
        return text;
    }

    private static Boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static <T> T constant(Class<T> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such constant"));
    }

    private record Reading<T>(String name, String expected, boolean always, Function<String, T> read)
            implements ParamConverter<T> {

        @Override
        public T fromString(String text) {
            if (text == null || text.isEmpty() && !always) {
                return null;
            }
            try {
                return read.apply(text);
            } catch (IllegalArgumentException e) {
                InvalidInput reason = InvalidInput.field(name, text, expected);
                throw new BadRequestException(reason.getMessage(), reason);
            }
        }

        @Override
        public String toString(T value) {
            return String.valueOf(value);
        }
    }
}
