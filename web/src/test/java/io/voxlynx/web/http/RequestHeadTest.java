package io.voxlynx.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RequestHeadTest {

    @Test
    void aBodyIsPlainIfNothingWasDoneToIt() {
        assertThat(RequestHead.isPlain(Stream.empty())).isTrue();
        assertThat(RequestHead.isPlain(Stream.of("identity"))).isTrue();
        assertThat(RequestHead.isPlain(Stream.of(" Identity , identity", "IDENTITY")))
                .isTrue();
    }

    @Test
    void emptyElementsOfTheListSayNothing() {
        assertThat(RequestHead.isPlain(Stream.of("", ",", "identity, ,", " "))).isTrue();
    }

    @Test
    void everyOtherCodingIsRefusedWhereverItStands() {
        for (String coding : new String[] {"gzip", "x-gzip", "deflate", "br", "zstd", "aes128gcm", "gzip,"}) {
            assertThat(RequestHead.isPlain(Stream.of(coding))).as(coding).isFalse();
            assertThat(RequestHead.isPlain(Stream.of("identity, " + coding)))
                    .as(coding)
                    .isFalse();
            assertThat(RequestHead.isPlain(Stream.of("identity", coding)))
                    .as(coding)
                    .isFalse();
        }
    }
}
