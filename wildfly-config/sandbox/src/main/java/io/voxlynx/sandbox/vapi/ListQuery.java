package io.voxlynx.sandbox.vapi;

import io.voxlynx.sandbox.http.Refused;
import io.voxlynx.sandbox.http.Request;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What Vapi's lists can be asked: bounds on two times, and a limit. There are neither pages nor a status filter. */
final class ListQuery {
    private static final Set<String> BOUNDS = Set.of("Gt", "Lt", "Ge", "Le");
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;

    private final Request request;
    private final List<String> problems = new ArrayList<>();
    private final List<Bound> bounds = new ArrayList<>();
    private int limit = DEFAULT_LIMIT;

    private record Bound(String field, String kind, Instant than) {
        boolean admits(Instant time) {
            int order = time.compareTo(than);
            return switch (kind) {
                case "Gt" -> order > 0;
                case "Ge" -> order >= 0;
                case "Lt" -> order < 0;
                default -> order <= 0;
            };
        }
    }

    private ListQuery(Request request) {
        this.request = request;
    }

    /** @param filters names of further parameters, whose values must equal a field */
    static ListQuery read(Request request, Set<String> filters) {
        var query = new ListQuery(request);
        Set<String> known = new HashSet<>(filters);
        known.add("limit");
        for (String field : List.of("createdAt", "updatedAt")) {
            for (String kind : BOUNDS) {
                known.add(field + kind);
                request.parameter(field + kind).ifPresent(text -> query.bound(field, kind, text));
            }
        }
        request.parameters().keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> query.problems.add("property " + name + " should not exist"));
        request.parameter("limit").ifPresent(query::limit);
        if (!query.problems.isEmpty()) {
            throw Refused.invalid(query.problems);
        }
        return query;
    }

    private void bound(String field, String kind, String text) {
        try {
            bounds.add(new Bound(field, kind, OffsetDateTime.parse(text).toInstant()));
        } catch (DateTimeParseException wrong) {
            problems.add(field + kind + " must be a valid ISO 8601 date string");
        }
    }

    private void limit(String text) {
        if (text.matches("\\d{1,4}") && Integer.parseInt(text) <= MAX_LIMIT) {
            limit = Integer.parseInt(text);
        } else {
            problems.add("limit must be an integer number between 0 and " + MAX_LIMIT);
        }
    }

    int limit() {
        return limit;
    }

    boolean admits(Instant createdAt, Instant updatedAt) {
        return bounds.stream()
                .allMatch(bound -> bound.admits("createdAt".equals(bound.field()) ? createdAt : updatedAt));
    }

    /** Nothing created before this can be admitted. */
    Instant earliestCreation() {
        return bounds.stream()
                .filter(bound ->
                        "createdAt".equals(bound.field()) && bound.kind().startsWith("G"))
                .map(Bound::than)
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
    }

    boolean matches(String filter, Function<String, Boolean> test) {
        Optional<String> asked = request.parameter(filter);
        return asked.isEmpty() || test.apply(asked.get());
    }
}
