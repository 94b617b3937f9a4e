package io.voxlynx.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {

    @Test
    void keepsTheCallersOwn() {
        assertThat(RequestId.chosen("trace-2026.11_21")).isEqualTo("trace-2026.11_21");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "short", "with space and more", "line\nbreak-in-log", "<script>alert(1)</script>"})
    void choosesOneWhereTheCallersIsMissingOrHarmful(String offered) {
        assertThat(RequestId.chosen(offered)).hasSize(36).isNotEqualTo(offered);
    }
}
