package io.voxlynx.web.session;

import io.voxlynx.session.NewTranscriptEntry;
import io.voxlynx.shared.InvalidInput;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "NewTranscript", description = "One entry, or up to 500 of them in entries.")
public record TranscriptRequest(
        @Size(min = 1, max = 100) String speaker,
        @Size(min = 1, max = 10_000) String text,
        Instant timestamp,
        @Size(min = 1, max = 255) String id,
        @Size(min = 1, max = 500) List<@NotNull @Valid Entry> entries) {

    private static final Pattern KEY = Pattern.compile("[ -~]{1,255}");

    @Schema(name = "NewTranscriptEntry")
    public record Entry(
            @Schema(
                    required = true,
                    examples = {"user", "agent"})
            @NotBlank
            @Size(max = 100)
            String speaker,

            @Schema(required = true) @NotBlank @Size(max = 10_000)
            String text,

            @Schema(description = "When it was said; without it, when it arrives.")
            Instant timestamp,

            @Schema(description = "The sender's own: of two entries of a session with the same, the first counts.")
            @Size(min = 1, max = 255)
            String id) {}

    /** @param idempotencyKey the header's; null for none. It stands for the ids of entries that have none */
    List<NewTranscriptEntry> toEntries(String idempotencyKey) {
        if (idempotencyKey != null && !KEY.matcher(idempotencyKey).matches()) {
            throw InvalidInput.field("Idempotency-Key", idempotencyKey, "1 to 255 printable characters of ASCII");
        }
        List<Entry> all = entries == null ? List.of(single()) : several();
        return IntStream.range(0, all.size())
                .mapToObj(n -> {
                    Entry entry = all.get(n);
                    return new NewTranscriptEntry(
                            key(entry, idempotencyKey, n), entry.speaker(), entry.text(), entry.timestamp());
                })
                .toList();
    }

    private List<Entry> several() {
        if (Stream.of(speaker, text, timestamp, id).anyMatch(member -> member != null)) {
            throw InvalidInput.field("entries", null, "either entries, or one entry in the body itself");
        }
        return entries;
    }

    private Entry single() {
        return new Entry(required("speaker", speaker), required("text", text), timestamp, id);
    }

    private static String required(String field, String value) {
        if (value == null || value.isBlank()) {
            throw InvalidInput.field(field, value, "a text, or entries in its place");
        }
        return value;
    }

    private static String key(Entry entry, String idempotencyKey, int position) {
        if (entry.id() != null) {
            return "id:" + entry.id();
        }
        return idempotencyKey != null ? "key:" + position + ":" + idempotencyKey : "own:" + UUID.randomUUID();
    }
}
