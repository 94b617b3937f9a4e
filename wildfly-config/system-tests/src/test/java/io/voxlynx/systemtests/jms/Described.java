package io.voxlynx.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.github.fge.jsonschema.core.exceptions.ProcessingException;
import com.github.fge.jsonschema.core.report.ProcessingReport;
import com.github.fge.jsonschema.main.JsonSchema;
import com.github.fge.jsonschema.main.JsonSchemaFactory;
import io.voxlynx.sandbox.client.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** The AsyncAPI document that the product serves, and whether messages are what it says. */
final class Described {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode document;

    private Described(JsonNode document) {
        this.document = document;
    }

    static Described servedTo(Api anybody) {
        try {
            return new Described(new ObjectMapper(new YAMLFactory())
                    .readTree(anybody.get("/docs/asyncapi.yaml").require(200).text()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode document() {
        return document;
    }

    void requireEvent(String body) {
        String type = read(body).get("type").textValue();
        String family = type.substring(0, type.indexOf('.'));
        require(family.substring(0, 1).toUpperCase(Locale.ROOT) + family.substring(1) + "Event", body);
    }

    void require(String schema, String body) {
        try {
            JsonSchema described =
                    JsonSchemaFactory.byDefault().getJsonSchema(document, "/components/schemas/" + schema);
            ProcessingReport report = described.validate(read(body));
            assertThat(report.isSuccess())
                    .as("%s against %s: %s", body, schema, report)
                    .isTrue();
        } catch (ProcessingException e) {
            throw new IllegalStateException("The document has no usable schema " + schema, e);
        }
    }

    static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
