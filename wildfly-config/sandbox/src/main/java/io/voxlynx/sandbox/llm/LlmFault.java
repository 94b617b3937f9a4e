package io.voxlynx.sandbox.llm;

import io.voxlynx.sandbox.http.Fields;
import io.voxlynx.sandbox.http.Json;
import jakarta.json.JsonObject;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What goes wrong with an answer.
 *
 * @param tries how many tries with the same transcript are hit; 0 for all
 */
record LlmFault(Kind kind, int tries, int retryAfterSeconds, int hangMillis) {
    enum Kind {
        TOO_MANY_REQUESTS("429"),
        ERROR("500"),
        /** No answer for {@code hangMillis}, then a reset. */
        HANG("hang"),
        NO_CANDIDATES("no-candidates"),
        /** A candidate without content, stopped for safety. */
        SAFETY("safety"),
        /** Half of the JSON, because the model ran out of tokens. */
        MAX_TOKENS("max-tokens"),
        NOT_JSON("not-json"),
        /** Right, but as Markdown. */
        FENCED("fenced"),
        WRONG_TYPES("wrong-types"),
        OUT_OF_RANGE("out-of-range"),
        MISSING_FIELDS("missing-fields");

        private static final Map<String, Kind> BY_NAME =
                Arrays.stream(values()).collect(Collectors.toMap(kind -> kind.name, Function.identity()));

        private final String name;

        Kind(String name) {
            this.name = name;
        }

        String word() {
            return name;
        }
    }

    private static final int HANG_MILLIS = 120_000;
    private static final Pattern MARKER = Pattern.compile("\\[\\[llm:([a-z0-9-]+)(?:\\*(\\d{1,3}))?]]");

    /** As {@code [[llm:429]]} in a transcript wants it, or {@code [[llm:429*2]]} for the first two tries. */
    static Optional<LlmFault> markedIn(String transcript) {
        Matcher marker = MARKER.matcher(transcript);
        if (!marker.find() || !Kind.BY_NAME.containsKey(marker.group(1))) {
            return Optional.empty();
        }
        int tries = marker.group(2) == null ? 0 : Integer.parseInt(marker.group(2));
        return Optional.of(new LlmFault(Kind.BY_NAME.get(marker.group(1)), tries, 1, HANG_MILLIS));
    }

    /** Empty for a body without a fault: then all is well again. */
    static Optional<LlmFault> read(JsonObject json) {
        Fields fields = Fields.of(json).allow(Set.of("fault", "tries", "retryAfterSeconds", "hangMillis"));
        var fault = new LlmFault(
                Kind.BY_NAME.get(fields.oneOf("fault", "", Kind.BY_NAME.keySet())),
                (int) fields.integer("tries", 0, 0, Integer.MAX_VALUE),
                (int) fields.integer("retryAfterSeconds", 1, 0, 3_600),
                (int) fields.integer("hangMillis", HANG_MILLIS, 0, 600_000));
        fields.check();
        return Optional.of(fault).filter(read -> read.kind() != null);
    }

    /** @param nth of the tries with this transcript, from 1 */
    boolean hits(int nth) {
        return tries == 0 || nth <= tries;
    }

    JsonObject toJson() {
        return Json.object()
                .add("fault", kind.word())
                .add("tries", tries)
                .add("retryAfterSeconds", retryAfterSeconds)
                .add("hangMillis", hangMillis)
                .build();
    }
}
