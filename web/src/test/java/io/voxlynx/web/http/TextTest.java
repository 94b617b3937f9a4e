package io.voxlynx.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ü", "😀", "a😀b", "\uFFFD", "\u0001"})
    void textIsWhatCanBeWrittenDown(String text) {
        assertThat(Text.isStorable(text)).isTrue();
        assertThat(Text.utf8(text.getBytes(StandardCharsets.UTF_8))).hasValue(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\0", "a\0b", "\uD83D", "a\uD83D", "\uDE00", "\uDE00\uD83D", "\uD83D\uD83D\uDE00", "\uD83Da"})
    void nulAndHalvesOfPairsAreNone(String text) {
        assertThat(Text.isStorable(text)).isFalse();
    }

    @Test
    void bytesOfAnotherEncodingAreNotGuessedAt() {
        for (byte[] bytes : new byte[][] {
            {(byte) 0xE9},
            {(byte) 0xC0, (byte) 0xAF},
            {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            {(byte) 0xF5, 0, 0, 0},
            {(byte) 0xFF, (byte) 0xFE}
        }) {
            assertThat(Text.utf8(bytes)).isEmpty();
        }
    }
}
