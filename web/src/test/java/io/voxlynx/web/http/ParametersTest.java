package io.voxlynx.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.shared.InvalidInput;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import java.lang.annotation.Annotation;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

    private enum Colour {
        RED,
        GREEN
    }

    @Test
    void readsWhatCanBeRead() {
        UUID id = UUID.randomUUID();
        assertThat(converter(UUID.class).fromString(id.toString())).isEqualTo(id);
        assertThat(converter(Integer.class).fromString("12")).isEqualTo(12);
        assertThat(converter(Boolean.class).fromString("false")).isFalse();
        assertThat(converter(Colour.class).fromString("RED")).isEqualTo(Colour.RED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1.5", "99999999999", " 1"})
    void refusesWhatIsNoNumber(String text) {
        refuses(Integer.class, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xyz", "1-1-1-1-1", "01a1fc04686a7c10b84e7c48bb1fffea"})
    void refusesWhatIsNoUuid(String text) {
        refuses(UUID.class, text);
    }

    @Test
    void refusesOtherWordsForTrueAndForConstants() {
        refuses(Boolean.class, "yes");
        refuses(Colour.class, "red");
    }

    @Test
    void takesAnEmptyOneForAbsentWhereThatCanBe() {
        assertThat(converter(Integer.class).fromString("")).isNull();
        assertThat(converter(Colour.class).fromString("")).isNull();
        refuses(int.class, "");
    }

    @Test
    void leavesOtherTypesToOthers() {
        assertThat(converter(Object.class)).isNull();
    }

    private static void refuses(Class<?> type, String text) {
        assertThatThrownBy(() -> converter(type).fromString(text))
                .isInstanceOf(BadRequestException.class)
                .cause()
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        reason -> assertThat(reason.details()).containsEntry("field", "amount"));
    }

    private static <T> ParamConverter<T> converter(Class<T> type) {
        return new Parameters().getConverter(type, type, new Annotation[] {new Amount()});
    }

    /** What {@code @QueryParam("amount")} looks like from inside. */
    @SuppressWarnings("all")
    private record Amount() implements QueryParam {

        @Override
        public String value() {
            return "amount";
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return QueryParam.class;
        }
    }
}
