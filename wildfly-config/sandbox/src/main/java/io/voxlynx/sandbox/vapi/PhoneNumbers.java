package io.voxlynx.sandbox.vapi;

import io.voxlynx.sandbox.http.Answer;
import io.voxlynx.sandbox.http.Json;
import io.voxlynx.sandbox.http.Refused;
import io.voxlynx.sandbox.http.Request;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The numbers calls go out from: {@code sandbox-line-1} to {@code -3}, out of the range kept for fiction. */
final class PhoneNumbers {
    private final List<JsonObject> all =
            IntStream.rangeClosed(1, 3).mapToObj(PhoneNumbers::line).toList();

    private static JsonObject line(int n) {
        return Json.object()
                .add("id", "sandbox-line-" + n)
                .add("orgId", VapiApi.ORGANISATION)
                .add("provider", "vapi")
                .add("number", "+1202555010" + n)
                .add("name", "Sandbox line " + n)
                .add("status", "active")
                .add("createdAt", "2026-01-01T00:00:00.000Z")
                .add("updatedAt", "2026-01-01T00:00:00.000Z")
                .build();
    }

    Optional<JsonObject> find(String id) {
        return all.stream().filter(line -> line.getString("id").equals(id)).findFirst();
    }

    Answer list(Request request) {
        int limit = ListQuery.read(request, Set.of()).limit();
        return Answer.ok(Json.array(all.stream().limit(limit).toList()).build());
    }

    Answer get(Request request) {
        return request.parameter("id")
                .flatMap(this::find)
                .map(Answer::ok)
                .orElseThrow(() -> new Refused(404, "Couldn't Get Phone Number. Does Not Exist."));
    }
}
