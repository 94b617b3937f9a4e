package io.voxlynx.web.http;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonParser;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;

/**
 * How our JSON looks: absent values are left out, instants are ISO-8601 in UTC, decimals are exact plain numbers. What
 * comes in must have the right type, {@code "5"} is no number; unknown members are ignored. Bodies have been through
 * {@link StrictJson} before.
 */
@Provider
public class JsonFormat implements ContextResolver<Jsonb> {

    public static final Jsonb JSON = JsonbBuilder.create(new JsonbConfig()
            .withNullValues(false)
            .withSerializers(new PlainDecimals())
            .withDeserializers(
                    new StrictText(),
                    new StrictReplacement(),
                    new StrictFlag(),
                    new StrictWhole(),
                    new StrictDecimal(),
                    new StrictId(),
                    new StrictMoment(),
                    new StrictWord()));

    @Override
    public Jsonb getContext(Class<?> type) {
        return JSON;
    }

    /** 15.75, whatever the column's scale; never 1E+1 and never 7.5E-8. */
    public static class PlainDecimals implements JsonbSerializer<BigDecimal> {

        @Override
        public void serialize(BigDecimal value, JsonGenerator generator, SerializationContext context) {
            BigDecimal shortest = value.stripTrailingZeros();
            generator.write(new Plain(shortest.scale() < 0 ? shortest.setScale(0) : shortest));
        }
    }

    /** Generators write what a number says of itself, which for small ones has an exponent. */
    private static final class Plain extends BigDecimal {

        private static final long serialVersionUID = 1;

        Plain(BigDecimal value) {
            super(value.unscaledValue(), value.scale());
        }

        @Override
        public String toString() {
            return toPlainString();
        }
    }

    /** Reads one value, null included, and says what it should have been if it cannot. */
    private abstract static class Strict<T> implements JsonbDeserializer<T> {

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context, Type type) {
            JsonValue value = parser.getValue();
            return value.getValueType() == ValueType.NULL ? null : read(value);
        }

        abstract T read(JsonValue value);
    }

    public static class StrictText extends Strict<String> {

        @Override
        String read(JsonValue value) {
            return value instanceof JsonString text && Text.isStorable(text.getString())
                    ? text.getString()
                    : refuse("a text");
        }
    }

    public static class StrictFlag extends Strict<Boolean> {

        @Override
        Boolean read(JsonValue value) {
            return switch (value.getValueType()) {
                case TRUE -> true;
                case FALSE -> false;
                default -> refuse("true or false");
            };
        }
    }

    public static class StrictWhole extends Strict<Integer> {

        @Override
        Integer read(JsonValue value) {
            try {
                return value instanceof JsonNumber number ? number.intValueExact() : refuse("a whole number");
            } catch (ArithmeticException e) {
                throw new JsonbException("not a whole number in range", e);
            }
        }
    }

    public static class StrictReplacement implements JsonbDeserializer<Replacement> {

        @Override
        public Replacement deserialize(JsonParser parser, DeserializationContext context, Type type) {
            JsonValue value = parser.getValue();
            if (value.getValueType() == ValueType.NULL) {
                return new Replacement("");
            }
            return value instanceof JsonString text ? new Replacement(text.getString()) : refuse("text");
        }
    }

    public static class StrictDecimal extends Strict<BigDecimal> {

        @Override
        BigDecimal read(JsonValue value) {
            return value instanceof JsonNumber number ? number.bigDecimalValue() : refuse("a number");
        }
    }

    public static class StrictId extends Strict<UUID> {

        @Override
        UUID read(JsonValue value) {
            try {
                return value instanceof JsonString text ? Parameters.uuid(text.getString()) : refuse("a UUID");
            } catch (IllegalArgumentException e) {
                throw new JsonbException("not a UUID", e);
            }
        }
    }

    public static class StrictMoment extends Strict<Instant> {

        @Override
        Instant read(JsonValue value) {
            try {
                OffsetDateTime at = OffsetDateTime.parse(value instanceof JsonString text ? text.getString() : "")
                        .withOffsetSameInstant(ZoneOffset.UTC);
                return at.getYear() >= 1 && at.getYear() <= 9999 ? at.toInstant() : refuse("a year of four digits");
            } catch (DateTimeException e) {
                throw new JsonbException("not an ISO-8601 instant", e);
            }
        }
    }

    /** A constant of whatever enum the member has. */
    @SuppressWarnings("rawtypes") // with a parameter it would be for no enum at all
    public static class StrictWord implements JsonbDeserializer<Enum> {

        @Override
        public Enum deserialize(JsonParser parser, DeserializationContext context, Type type) {
            JsonValue value = parser.getValue();
            if (value.getValueType() == ValueType.NULL) {
                return null;
            }
            return Arrays.stream(((Class<?>) type).getEnumConstants())
                    .map(constant -> (Enum<?>) constant)
                    .filter(constant ->
                            value instanceof JsonString text && constant.name().equals(text.getString()))
                    .findFirst()
                    .orElseThrow(() -> new JsonbException("not one of the words expected"));
        }
    }

    private static <T> T refuse(String expected) {
        throw new JsonbException("not " + expected);
    }
}
