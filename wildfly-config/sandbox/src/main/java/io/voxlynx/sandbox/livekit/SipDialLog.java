package io.voxlynx.sandbox.livekit;

import io.voxlynx.sandbox.http.Json;
import io.voxlynx.sandbox.journal.Journal;
import io.voxlynx.sandbox.shared.Iso;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Every telephone that {@code CreateSIPParticipant} made ring. A line {@code dialled} is on the disk before anybody is
 * told; lines {@code answered} and {@code ended} follow.
 */
final class SipDialLog implements AutoCloseable {
    /** Of calls that were on when an earlier process went away. */
    private static final String LOST = "lost";

    private final Map<String, SipDial> byCallId = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<SipDial> inOrder = new ConcurrentLinkedQueue<>();
    private final Journal journal;

    SipDialLog(Path file) throws IOException {
        journal = new Journal(file, (offset, line) -> replay(line));
        inOrder.stream().filter(SipDial::open).forEach(dial -> ended(dial, LOST));
    }

    private void replay(JsonObject line) {
        switch (line.getString("entry")) {
            case "dialled" -> add(new SipDial(line));
            case "answered" -> of(line).answered(Instant.parse(line.getString("answeredAt")));
            default -> of(line).ended(Instant.parse(line.getString("endedAt")), line.getString("outcome"));
        }
    }

    private SipDial of(JsonObject line) {
        return byCallId.get(line.getString("callId"));
    }

    private SipDial add(SipDial dial) {
        byCallId.put(dial.callId(), dial);
        inOrder.add(dial);
        return dial;
    }

    /** Completes once the line is on the disk. */
    CompletableFuture<SipDial> dialled(String callId, String room, String identity, String number, String trunk) {
        JsonObject line = Json.object()
                .add("entry", "dialled")
                .add("callId", callId)
                .add("room", room)
                .add("identity", identity)
                .add("number", number)
                .add("trunk", trunk)
                .add("receivedAt", Iso.micros(Instant.now()))
                .build();
        return journal.append(line).thenApply(offset -> add(new SipDial(line)));
    }

    void answered(SipDial dial) {
        Instant now = Instant.now();
        dial.answered(now);
        journal.note(Json.object()
                .add("entry", "answered")
                .add("callId", dial.callId())
                .add("answeredAt", Iso.micros(now))
                .build());
    }

    void ended(SipDial dial, String outcome) {
        Instant now = Instant.now();
        dial.ended(now, outcome);
        journal.note(Json.object()
                .add("entry", "ended")
                .add("callId", dial.callId())
                .add("endedAt", Iso.micros(now))
                .add("outcome", outcome)
                .build());
    }

    JsonArray toJson() {
        return Json.array(inOrder.stream().map(SipDial::toJson).toList()).build();
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
