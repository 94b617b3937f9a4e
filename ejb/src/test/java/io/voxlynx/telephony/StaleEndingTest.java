package io.voxlynx.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.session.SessionStatus;
import io.voxlynx.shared.ProviderFailed;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Somebody wanted a call ended, and his node died before LiveKit had heard of it. */
class StaleEndingTest {

    private final TestLine line = new TestLine();
    private final UUID id = line.ordered();

    @Test
    void theWishOutlivesARefusalAndNothingIsDialled() {
        line.change(id, "ending_at = clock_timestamp() - interval '1 minute', launch_after = clock_timestamp()");
        line.rooms.refuses = true;

        line.watch.look(id);

        assertThat(line.entry(id).endingAt()).isNotNull();
        assertThat(line.book.claim(id, CallBook.HINT_LOST)).isFalse();
        line.rooms.refuses = false;
        line.watch.look(id);
        assertThat(line.session(id).status()).isEqualTo(SessionStatus.FAILED);
    }

    @Test
    void whoIsToldThatItFailedHasTakenItBack() {
        line.rooms.refuses = true;

        assertThatThrownBy(() -> line.endings.end(id)).isInstanceOf(ProviderFailed.class);

        assertThat(line.entry(id).endingAt()).isNull();
    }
}
