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
        assertThat(signature.of("{\"a\":\"ä\"}", null, Instant.parse("2023-11-14T22:13:20.9Z")))
                .isEqualTo("t=1700000000,v1=cbf6df74433686e331fb48c0213885a2cdabd40f7f053535268b7b72b3ae2601");
    }

    @Test
    void differsWithTimeAndBody() {
        Instant now = Instant.parse("2023-11-14T22:13:20Z");

        assertThat(signature.of("{}", null, now)).isNotEqualTo(signature.of("{ }", null, now));
        assertThat(signature.of("{}", null, now).split(",")[1])
                .isNotEqualTo(signature.of("{}", null, now.plusSeconds(1)).split(",")[1]);
    }

    /** The value is OpenSSL's: {@code printf 'webhook secret of user_2x' | openssl dgst -sha256 -hmac '…'}. */
    @Test
    void everyOwnerHasASecretOfHisOwn() {
        assertThat(signature.secretOf("user_2x"))
                .isEqualTo("8674d202988b6b0597d67a7444da1e454e9eaf072c2b05ee637928ceaccf5151")
                .isNotEqualTo(signature.secretOf("user_2y"));
    }

    @Test
    void whatIsOfACampaignIsSignedWithItsOwnersSecretAndNoOther() {
        Instant now = Instant.parse("2023-11-14T22:13:20Z");
        CallbackSignature withHisAlone = new CallbackSignature();
        withHisAlone.secret = signature.secretOf("user_2x");

        assertThat(signature.of("{}", "user_2x", now))
                .isEqualTo(withHisAlone.of("{}", null, now))
                .isNotEqualTo(signature.of("{}", "user_2y", now))
                .isNotEqualTo(signature.of("{}", null, now));
    }
}
