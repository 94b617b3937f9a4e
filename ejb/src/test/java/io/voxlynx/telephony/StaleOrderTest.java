package io.voxlynx.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.session.SessionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An order that nobody could carry out in time: everything stood still, or the database was restored. */
class StaleOrderTest {

    private final TestLine line = new TestLine();
    private final List<String> prepared = new ArrayList<>();
    private final CallPlacements placements = new CallPlacements();

    StaleOrderTest() {
        placements.book = line.book;
        placements.watch = line.watch;
        placements.reports = line.reports;
        placements.settings = line.watch.settings;
        placements.rooms = new Rooms() {
            @Override
            LiveKitAnswer<Void> prepare(String roomName, UUID sessionId, UUID agentId, String ownerId) {
                prepared.add(roomName);
                return new LiveKitAnswer.Refused<>(500, "internal", "x", null, null);
            }
        };
    }

    @Test
    void nobodyIsCalledWhoWasToBeCalledLongAgo() {
        UUID id = orderedMinutesAgo(11);

        placements.advance(id);

        assertThat(prepared).isEmpty();
        assertThat(line.session(id).status()).isEqualTo(SessionStatus.FAILED);
        assertThat(line.session(id).endReason()).isEqualTo("not_placed_in_time");
    }

    @Test
    void aCallThatIsSomeMinutesLateIsPlaced() {
        UUID id = orderedMinutesAgo(9);

        placements.advance(id);

        assertThat(prepared).hasSize(1);
        assertThat(line.session(id).status()).isEqualTo(SessionStatus.CREATED);
    }

    private UUID orderedMinutesAgo(int minutes) {
        UUID id = line.ordered();
        line.change(id, "created_at = clock_timestamp() - interval '" + minutes + " minutes'");
        return id;
    }
}
