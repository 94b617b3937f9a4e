package io.voxlynx.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.ws.rs.ClientErrorException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LimitedInputTest {

    private static final Pace PATIENT = new Pace(Duration.ofMinutes(1), 1);

    @Test
    void handsOnWhatFits() throws IOException {
        assertThat(limited(10, 10).readAllBytes()).hasSize(10);
    }

    @Test
    void endsWith413WhenItGetsTooLong() {
        assertThatThrownBy(() -> limited(11, 10).readAllBytes())
                .isInstanceOfSatisfying(
                        ClientErrorException.class,
                        e -> assertThat(e.getResponse().getStatus()).isEqualTo(413));
    }

    @Test
    void countsSingleBytesToo() throws IOException {
        LimitedInput input = limited(3, 2);
        input.read();
        input.read();
        assertThatThrownBy(input::read).isInstanceOf(ClientErrorException.class);
    }

    @Test
    void tellsWhenTheLastByteWasReadWhetherItsLengthWasAnnouncedOrNot() throws IOException {
        for (long announced : new long[] {3, -1}) {
            AtomicInteger ends = new AtomicInteger();
            LimitedInput input = new LimitedInput(bytes(3), announced, 10, PATIENT, ends::incrementAndGet);
            input.readNBytes(2);
            assertThat(ends).hasValue(0);
            input.readAllBytes();
            assertThat(ends).hasValue(1);
        }
    }

    @Test
    void endsWith408WhenItIsWaitedForTooLong() {
        Pace impatient = new Pace(Duration.ZERO, Long.MAX_VALUE);
        LimitedInput input = new LimitedInput(bytes(3), -1, 10, impatient, () -> {});

        assertThatThrownBy(input::readAllBytes)
                .isInstanceOfSatisfying(
                        ClientErrorException.class,
                        e -> assertThat(e.getResponse().getStatus()).isEqualTo(408));
    }

    @Test
    void aBodyThatIsThereIsNotTooLate() throws IOException {
        LimitedInput input = new LimitedInput(bytes(1), 1, 10, new Pace(Duration.ZERO, Long.MAX_VALUE), () -> {});

        assertThat(input.read()).isZero();
    }

    @Test
    void givesUploadsMoreThanTheRest() {
        assertThat(BodyLimit.limitFor("POST", "/api/campaigns")).isEqualTo(BodyLimit.UPLOAD_BYTES);
        assertThat(BodyLimit.limitFor("POST", "/api/campaigns/")).isEqualTo(BodyLimit.UPLOAD_BYTES);
        assertThat(BodyLimit.limitFor("PUT", "/api/campaigns")).isEqualTo(BodyLimit.ORDINARY_BYTES);
        assertThat(BodyLimit.limitFor("POST", "/api/campaigns/x/start")).isEqualTo(BodyLimit.ORDINARY_BYTES);
        assertThat(BodyLimit.limitFor("POST", "/api/webhooks/vapi")).isEqualTo(BodyLimit.ORDINARY_BYTES);
    }

    private static LimitedInput limited(int length, long limit) {
        return new LimitedInput(bytes(length), -1, limit, PATIENT, () -> {});
    }

    private static Bytes bytes(int length) {
        return new Bytes(new ByteArrayInputStream(new byte[length]));
    }

    private static class Bytes extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Bytes(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("read by blocking");
        }
    }
}
