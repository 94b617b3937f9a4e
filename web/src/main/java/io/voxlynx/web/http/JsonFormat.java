package io.voxlynx.web.http;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;
import java.math.BigDecimal;

/**
 * How our JSON looks: absent values are left out, instants are ISO-8601 in UTC, decimals are exact plain numbers.
 * Unknown members are ignored, and of a repeated member the last one counts.
 */
@Provider
public class JsonFormat implements ContextResolver<Jsonb> {

    public static final Jsonb JSON =
            JsonbBuilder.create(new JsonbConfig().withNullValues(false).withSerializers(new PlainDecimals()));

    @Override
    public Jsonb getContext(Class<?> type) {
        return JSON;
    }

    /** 15.75, whatever the column's scale; never 1E+1. */
    public static class PlainDecimals implements JsonbSerializer<BigDecimal> {

        @Override
        public void serialize(BigDecimal value, JsonGenerator generator, SerializationContext context) {
            BigDecimal shortest = value.stripTrailingZeros();
            generator.write(shortest.scale() < 0 ? shortest.setScale(0) : shortest);
        }
    }
}
