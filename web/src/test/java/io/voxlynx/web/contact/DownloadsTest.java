package io.voxlynx.web.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DownloadsTest {

    private static final int ROWS = 100;
    private static final byte[] ROW = "x".repeat(1 << 13).getBytes();

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final ByteArrayOutputStream reader = new ByteArrayOutputStream();

    @Test
    void asManyAsANodeMayStreamLeaveNoPlaceForAnother() throws IOException {
        Downloads downloads = downloads(2, 900);
        StreamingOutput late = downloads.of(file -> {});

        downloads
                .of(outer -> write(downloads.of(inner -> {
                    assertThatExceptionOfType(ServiceUnavailableException.class)
                            .isThrownBy(() -> downloads.of(file -> {}))
                            .satisfies(full -> assertThat(full.getResponse().getHeaderString(HttpHeaders.RETRY_AFTER))
                                    .isEqualTo("5"));
                    assertThatExceptionOfType(ServiceUnavailableException.class)
                            .as("who came when there was one")
                            .isThrownBy(() -> late.write(reader));
                })))
                .write(reader);

        downloads.of(DownloadsTest::row).write(reader);
        assertThat(reader.size()).isEqualTo(ROW.length);
    }

    @Test
    void whoFailsLeavesHisPlace() {
        Downloads downloads = downloads(1, 900);
        for (int i = 0; i < 3; i++) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> downloads
                            .of(file -> {
                                throw new IllegalStateException("the database is away");
                            })
                            .write(reader));
        }
        assertThat(reader.size()).as("left for an answer that says it better").isZero();
    }

    /** For HEAD nothing is written. */
    @Test
    void whoNeverBeginsHoldsNoPlace() throws IOException {
        Downloads downloads = downloads(1, 900);
        downloads.of(file -> {});
        downloads.of(file -> {});

        downloads.of(DownloadsTest::row).write(reader);
        assertThat(reader.size()).isEqualTo(ROW.length);
    }

    @Test
    void bytesThatAreTakenDoNotBuyTimeForEver() {
        Downloads downloads = downloads(1, 900);
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int one) {
                throw new AssertionError("by pieces");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                now.addAndGet(Duration.ofSeconds(30).toNanos());
                reader.write(bytes, offset, length);
            }
        };

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> downloads.of(DownloadsTest::rows).write(slow))
                .withMessageContaining("longer than PT15M");

        assertThat(reader.size()).isLessThan(40 * ROW.length);
        assertThat(reader.toString()).endsWith(TimedOutput.BROKEN_OFF);
    }

    @Test
    void aFileThatBreaksOffSaysSo() {
        Downloads downloads = downloads(1, 900);

        assertThatIllegalStateException()
                .isThrownBy(() -> downloads
                        .of(file -> {
                            rows(file);
                            throw new IllegalStateException("the database is away");
                        })
                        .write(reader));

        assertThat(reader.toString()).endsWith(TimedOutput.BROKEN_OFF);
    }

    @Test
    void aReaderWhoHasGoneIsToldNothing() {
        OutputStream gone = new OutputStream() {
            private int taken;

            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                taken += length;
                if (taken > ROWS * ROW.length / 2) {
                    throw new IOException("connection reset");
                }
                reader.write(bytes, offset, length);
            }
        };

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> downloads(1, 900).of(DownloadsTest::rows).write(gone))
                .withMessageContaining("connection reset");
        assertThat(reader.toString()).doesNotContain("\"");
    }

    @Test
    void aFileThatFitsIntoTheBufferIsTimedToo() {
        Downloads downloads = downloads(1, 900);

        assertThatIOException()
                .isThrownBy(() -> downloads
                        .of(file -> {
                            row(file);
                            now.addAndGet(Duration.ofSeconds(901).toNanos());
                        })
                        .write(reader));
        assertThat(reader.size()).isZero();
    }

    @Test
    void refusesSettingsWithWhichNothingCouldBeRead() {
        assertThatIllegalStateException()
                .isThrownBy(() -> downloads(0, 900))
                .withMessage("voxlynx.export.at-once has to be at least 1, and is 0");
        assertThatIllegalStateException()
                .isThrownBy(() -> downloads(8, 0))
                .withMessage("voxlynx.export.max-seconds has to be at least 1, and is 0");
    }

    private Downloads downloads(int atOnce, int maxSeconds) {
        Downloads downloads = new Downloads();
        downloads.atOnce = atOnce;
        downloads.maxSeconds = maxSeconds;
        downloads.ticker = now::get;
        downloads.open();
        return downloads;
    }

    private void write(StreamingOutput file) {
        try {
            file.write(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void rows(OutputStream file) {
        for (int i = 0; i < ROWS; i++) {
            row(file);
        }
    }

    private static void row(OutputStream file) {
        try {
            file.write(ROW);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
