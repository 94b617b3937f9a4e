package io.voxlynx.sandbox.vapi;

import io.voxlynx.sandbox.http.Json;
import io.voxlynx.sandbox.journal.Journal;
import io.voxlynx.sandbox.shared.Iso;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Every {@code POST /call} there ever was. A line {@code accepted} is on the disk before the caller hears anything; a
 * line {@code ended} follows when the call is over; a line {@code refused} stands for a request that made no call.
 */
final class DialLog implements AutoCloseable {
    private final Map<String, Dial> byCallId = new ConcurrentHashMap<>();
    private final ConcurrentLinkedDeque<Dial> inOrder = new ConcurrentLinkedDeque<>();
    private final Journal journal;

    DialLog(Path file) throws IOException {
        journal = new Journal(file, this::replay);
    }

    private void replay(long offset, JsonObject line) {
        if (line.getString("entry").equals("ended")) {
            Dial dial = byCallId.get(line.getString("callId"));
            dial.ended(Instant.parse(line.getString("endedAt")));
            dial.endedLineAt(offset);
        } else {
            add(Dial.of(line, offset));
        }
    }

    private Dial add(Dial dial) {
        if (dial.callId() != null) {
            byCallId.put(dial.callId(), dial);
        }
        inOrder.add(dial);
        return dial;
    }

    /**
     * Completes once the line is on the disk.
     *
     * @param traceparent the request's header; {@code null} if it had none
     */
    CompletableFuture<Dial> accepted(Call call, Instant receivedAt, String reply, String traceparent) {
        JsonObject line = Json.object()
                .add("entry", "accepted")
                .add("callId", call.id())
                .add("phone", call.phone())
                .add("attemptId", Json.text(call.attemptId()))
                .add("assistantId", call.created().getString("assistantId"))
                .add("phoneNumberId", call.created().getString("phoneNumberId"))
                .add("receivedAt", Iso.micros(receivedAt))
                .add("reply", reply)
                .add("traceparent", Json.text(traceparent))
                .add("call", call.created())
                .build();
        return journal.append(line).thenApply(offset -> add(Dial.of(line, offset)));
    }

    /** @param phone {@code null}, like the attempt id, if the request did not even say that */
    void refused(String phone, String attemptId, Instant receivedAt, String reply, String why) {
        JsonObject line = Json.object()
                .add("entry", "refused")
                .add("callId", Json.text(null))
                .add("phone", Json.text(phone))
                .add("attemptId", Json.text(attemptId))
                .add("receivedAt", Iso.micros(receivedAt))
                .add("reply", reply)
                .add("why", why)
                .build();
        journal.note(line);
        add(Dial.of(line, -1));
    }

    /** Completes once the whole call can be read back from the log. */
    CompletableFuture<Void> ended(Dial dial, Instant endedAt, JsonObject ending) {
        JsonObject line = Json.object()
                .add("entry", "ended")
                .add("callId", dial.callId())
                .add("endedAt", Iso.micros(endedAt))
                .add("call", ending)
                .build();
        dial.ended(endedAt);
        return journal.note(line).thenAccept(dial::endedLineAt);
    }

    Optional<Dial> find(String callId) {
        return Optional.ofNullable(byCallId.get(callId));
    }

    /** The call as it was accepted, with what its end added. */
    JsonObject call(Dial dial) {
        var call = Json.object(journal.at(dial.offset()).getJsonObject("call"));
        if (dial.endedOffset() >= 0) {
            journal.at(dial.endedOffset()).getJsonObject("call").forEach(call::add);
        }
        return call.build();
    }

    Iterator<Dial> newestFirst() {
        return inOrder.descendingIterator();
    }

    /** Calls that an earlier life of this process left without an end. */
    List<Dial> open() {
        List<Dial> open = new ArrayList<>();
        inOrder.stream().filter(Dial::open).forEach(open::add);
        return open;
    }

    /** @param since what was received before is left out */
    void writeArray(Instant since, OutputStream out) throws IOException {
        String first = "[\n";
        String separator = first;
        for (Dial dial : inOrder) {
            if (dial.receivedAt().isBefore(since)) {
                continue;
            }
            out.write(separator.getBytes(StandardCharsets.US_ASCII));
            out.write(Json.bytes(dial.toJson()));
            separator = ",\n";
        }
        out.write((separator.equals(first) ? "[]" : "\n]").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
