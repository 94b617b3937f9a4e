package io.voxlynx.sandbox.livekit;

import io.voxlynx.sandbox.http.Json;
import io.voxlynx.sandbox.shared.Iso;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import livekit.LivekitSip.TransferSIPParticipantRequest;

/** The REFERs that were sent, and what came of them. */
final class Transfers {
    private final Queue<JsonObject> inOrder = new ConcurrentLinkedQueue<>();

    /** @param outcome {@code accepted}, {@code timeout} or a SIP code */
    void add(TransferSIPParticipantRequest request, String outcome) {
        inOrder.add(Json.object()
                .add("room", request.getRoomName())
                .add("identity", request.getParticipantIdentity())
                .add("to", request.getTransferTo())
                .add("at", Iso.micros(Instant.now()))
                .add("outcome", outcome)
                .build());
    }

    JsonArray toJson() {
        return Json.array(inOrder).build();
    }
}
