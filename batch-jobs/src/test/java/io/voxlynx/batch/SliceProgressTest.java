package io.voxlynx.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.upkeep.Slice;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SliceProgressTest {

    private final SliceProgress beginning = SliceProgress.beginning(Instant.EPOCH, JobParameters.of("dryRun", "true"));

    @Test
    void goesOnWithinThePartThatWasBegun() {
        SliceProgress progress = beginning
                .with("one", new Slice(5, "17"))
                .with("one", new Slice(2, null))
                .with("two", new Slice(0, "4"));

        assertThat(progress.isDone("one")).isTrue();
        assertThat(progress.isDone("two")).isFalse();
        assertThat(progress.isDone("three")).isFalse();
        assertThat(progress.position("two")).isEqualTo("4");
        assertThat(progress.position("three")).isEqualTo(Slice.BEGINNING);
        assertThat(progress.summary()).isEqualTo("one=7 two=0");
        assertThat(progress.total()).isEqualTo(7);
    }

    @Test
    void goesOnWithAPartThatFailedHalfway() {
        SliceProgress progress = beginning.with("one", new Slice(5, "17")).with("two", new Slice(1, null));

        assertThat(progress.isDone("one")).isFalse();
        assertThat(progress.position("one")).isEqualTo("17");
        assertThat(progress.isDone("two")).isTrue();
    }

    @Test
    void theRepositoryKeepsIt() throws Exception {
        SliceProgress progress = beginning.with("one", new Slice(5, "17"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(progress);
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(progress);
        }
    }
}
