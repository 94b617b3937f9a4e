package io.voxlynx.web.error;

import io.voxlynx.shared.InvalidInput;
import io.voxlynx.shared.LogLine;
import io.voxlynx.web.http.RequestId;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.RecordComponent;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Bean Validation refused the request; the first violation is told like any other invalid field, all of them listed. */
@Provider
public class ConstraintViolationMapper implements ExceptionMapper<ConstraintViolationException> {

    private static final Logger LOG = Logger.getLogger(ConstraintViolationMapper.class.getName());

    @Context
    HttpServletRequest request;

    @Inject
    ErrorAnswers answers;

    @Override
    public Response toResponse(ConstraintViolationException refused) {
        boolean ours = refused.getConstraintViolations().stream().anyMatch(ConstraintViolationMapper::isOfAnswer);
        if (ours) {
            String requestId = RequestId.of(request);
            LOG.log(Level.SEVERE, LogLine.of("Request %s had an invalid answer", requestId), refused);
            return ErrorAnswers.with(Response.serverError(), ErrorBody.of(StandardError.INTERNAL_ERROR, requestId));
        }
        return answers.to(asInvalidInput(refused), request);
    }

    static InvalidInput asInvalidInput(ConstraintViolationException refused) {
        List<Map<String, String>> violations = refused.getConstraintViolations().stream()
                .map(violation -> Map.of("field", field(violation), "expected", violation.getMessage()))
                .sorted(Comparator.comparing((Map<String, String> violation) -> violation.get("field"))
                        .thenComparing(violation -> violation.get("expected")))
                .toList();
        Map<String, String> first = violations.get(0);
        Map<String, Object> details = new LinkedHashMap<>(first);
        details.put("violations", violations);
        return new InvalidInput("Invalid " + first.get("field") + ": " + first.get("expected"), details);
    }

    /** The path below the resource method: {@code limit}, or below its body: {@code config.voice.voiceId}. */
    private static String field(ConstraintViolation<?> violation) {
        List<Path.Node> nodes = nodes(violation.getPropertyPath());
        List<Path.Node> inBody = nodes.stream()
                .filter(node ->
                        node.getKind() == ElementKind.PROPERTY || node.getKind() == ElementKind.CONTAINER_ELEMENT)
                .toList();
        if (inBody.isEmpty()) {
            return nodes.isEmpty() ? "request" : nodes.get(nodes.size() - 1).getName();
        }
        // Beans between the body and the last one are not told; ours have the same names in Java and in JSON.
        String last = inBody.get(inBody.size() - 1).toString();
        return Stream.concat(
                        inBody.subList(0, inBody.size() - 1).stream().map(Path.Node::toString),
                        Stream.of(inJson(violation.getLeafBean(), last)))
                .collect(Collectors.joining("."));
    }

    /** What JSON calls a member of a record. */
    static String inJson(Object bean, String member) {
        RecordComponent[] components = bean == null ? null : bean.getClass().getRecordComponents();
        return Stream.of(components == null ? new RecordComponent[0] : components)
                .filter(component -> component.getName().equals(member))
                .map(component -> component.getAccessor().getAnnotation(JsonbProperty.class))
                .filter(named -> named != null && !named.value().isEmpty())
                .map(JsonbProperty::value)
                .findFirst()
                .orElse(member);
    }

    private static boolean isOfAnswer(ConstraintViolation<?> violation) {
        return nodes(violation.getPropertyPath()).stream().anyMatch(node -> node.getKind() == ElementKind.RETURN_VALUE);
    }

    private static List<Path.Node> nodes(Path path) {
        return StreamSupport.stream(path.spliterator(), false).toList();
    }
}
