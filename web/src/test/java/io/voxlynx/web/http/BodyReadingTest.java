package io.voxlynx.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.InvalidInput;
import jakarta.json.bind.JsonbException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
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
}
