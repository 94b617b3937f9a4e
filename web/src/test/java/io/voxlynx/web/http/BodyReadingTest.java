package io.voxlynx.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.voxlynx.shared.InvalidInput;
import jakarta.json.bind.JsonbException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BodyReadingTest {

    @Test
    void namesTheFieldThatCouldNotBeReadAndNoClass() {
        WebApplicationException refusal = BodyReading.refusal(new ProcessingException(
                "outer", new JsonbException("Unable to deserialize property 'cap' because of: class java.lang.Foo")));
        assertThat(refusal.getResponse().getStatus()).isEqualTo(400);
        assertThat(refusal.getCause()).isInstanceOfSatisfying(InvalidInput.class, reason -> {
            assertThat(reason.details()).isEqualTo(Map.of("field", "cap"));
            assertThat(reason.getMessage()).doesNotContain("java");
        });
    }

    @Test
    void namesNoFieldWhereTheWholeBodyIsBroken() {
        assertThat(BodyReading.refusal(new JsonbException("unexpected end")).getCause())
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        reason -> assertThat(reason.details()).isEmpty());
    }

    @Test
    void handsOnThatTheBodyWasTooLong() {
        ClientErrorException tooLong = new ClientErrorException(413);
        assertThat(BodyReading.refusal(new ProcessingException("outer", tooLong)))
                .isSameAs(tooLong);
    }

    @Test
    void judgesTextInUtf8Only() {
        byte[] body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        BodyReading.judge(body, MediaType.APPLICATION_JSON_TYPE);
        BodyReading.judge(body, MediaType.APPLICATION_JSON_TYPE.withCharset("utf-8"));
        BodyReading.judge(new byte[0], MediaType.APPLICATION_JSON_TYPE);

        for (String charset : new String[] {"ISO-8859-1", "UTF-16", "UTF-7", "no-such-charset"}) {
            assertThatExceptionOfType(InvalidInput.class)
                    .isThrownBy(() -> BodyReading.judge(body, MediaType.APPLICATION_JSON_TYPE.withCharset(charset)))
                    .satisfies(e -> assertThat(e.details()).containsEntry("field", "Content-Type"));
        }
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> BodyReading.judge(
                        "{\"a\":\"ü\"}".getBytes(StandardCharsets.ISO_8859_1), MediaType.APPLICATION_JSON_TYPE));
    }
}
