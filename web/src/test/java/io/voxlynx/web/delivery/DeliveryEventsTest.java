package io.voxlynx.web.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.junit.jupiter.api.Test;

class DeliveryEventsTest {

    @Test
    void theDocumentNamesAllThatMayBeAskedForAndNothingElse() {
        List<String> documented = Arrays.stream(DeliveryResource.class.getMethods())
                .flatMap(method -> Arrays.stream(method.getParameters()))
                .filter(parameter -> parameter.isAnnotationPresent(QueryParam.class)
                        && parameter.getAnnotation(QueryParam.class).value().equals("event"))
                .flatMap(parameter -> Arrays.stream(
                        parameter.getAnnotation(Parameter.class).schema().enumeration()))
                .toList();

        assertThat(documented).containsExactlyElementsOf(DeliveryEvents.WORDS);
    }
}
