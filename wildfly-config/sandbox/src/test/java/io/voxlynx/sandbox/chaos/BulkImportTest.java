package io.voxlynx.sandbox.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.chaos.BulkImport.State;
import org.junit.jupiter.api.Test;

class BulkImportTest {

    @Test
    void isSeenBetweenItsRoundsAndNotAtItsEnd() {
        assertThat(BulkImport.visibleRows(50_000)).containsExactly(0, 20_000, 40_000);
        assertThat(BulkImport.visibleRows(20_000)).containsExactly(0);
        assertThat(BulkImport.visibleRows(1_000_000)).hasSize(50).endsWith(980_000);
    }

    @Test
    void isHeldByTheNodeOfItsLease() {
        State running = new State("node1/0193", "RUNNING", 20_000);
        assertThat(running.isHeldBy("node1")).isTrue();
        assertThat(running.isHeldBy("node2")).isFalse();
        assertThat(new State("node11/0193", "RUNNING", 0).isHeldBy("node1")).isFalse();
    }

    /** The lease stays while the rows are made searchable: whoever dies then does not die in the import. */
    @Test
    void isHeldByNobodyWhenItIsOver() {
        State over = new State("node1/0193", "COMPLETED", 50_000);
        assertThat(over.isHeld()).isFalse();
        assertThat(over.isHeldBy("node1")).isFalse();
    }

    @Test
    void isHeldByNobodyBeforeItsJobBegins() {
        assertThat(new State("", "PENDING", 0).isHeld()).isFalse();
        assertThat(new State("", "RUNNING", 20_000).isHeld()).isFalse();
    }
}
