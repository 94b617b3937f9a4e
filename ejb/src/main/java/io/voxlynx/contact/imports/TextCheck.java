package io.voxlynx.contact.imports;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Refuses a file that is no UTF-8 text while it streams in, before anything else is done with it: pictures,
 * spreadsheets, UTF-16, Latin-1. It passes over a character cut in two between two pieces.
 */
final class TextCheck {

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CharBuffer discarded = CharBuffer.allocate(8_192);
    private byte[] rest = {};

    void accept(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == 0) {
                throw UnusableFile.notText("it is binary, or text in another encoding; save it as CSV UTF-8");
            }
        }
        ByteBuffer input = ByteBuffer.allocate(rest.length + length)
                .put(rest)
                .put(bytes, 0, length)
                .flip();
        decode(input, false);
        rest = new byte[input.remaining()];
        input.get(rest);
    }

    void end() {
        decode(ByteBuffer.wrap(rest), true);
    }

    private void decode(ByteBuffer input, boolean last) {
        CoderResult result;
        do {
            discarded.clear();
            result = decoder.decode(input, discarded, last);
        } while (result.isOverflow());
        if (result.isError()) {
            throw UnusableFile.notText("it has bytes of another encoding; save it as CSV UTF-8");
        }
    }
}
