package io.voxlynx.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallbackSignatureTest {

    private final CallbackSignature signature = new CallbackSignature();

    CallbackSignatureTest() {
        signature.secret = "a secret of 32 bytes, for a test";
    }

    /** The value is OpenSSL's: {@code printf '1700000000.{"a":"ä"}' | openssl dgst -sha256 -hmac '…'}. */
    @Test
    void isWhatAReceiverComputesFromTimeAndBody() {
        assertThat(signature.of("{\"a\":\"ä\"}", Instant.parse("2023-11-14T22:13:20.9Z")))
                .isEqualTo("t=1700000000,v1=cbf6df74433686e331fb48c0213885a2cdabd40f7f053535268b7b72b3ae2601");
    }

    @Test
    void differsWithTimeAndBody() {
        Instant now = Instant.parse("2023-11-14T22:13:20Z");

        assertThat(signature.of("{}", now)).isNotEqualTo(signature.of("{ }", now));
        assertThat(signature.of("{}", now).split(",")[1])
                .isNotEqualTo(signature.of("{}", now.plusSeconds(1)).split(",")[1]);
    }
}
