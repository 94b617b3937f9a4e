package io.voxlynx.agent;

import io.voxlynx.shared.InvalidInput;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * What the worker is told of an agent beside its profile: functions, webhooks, whatever it understands. Kept as it was
 * said and never looked into.
 *
 * @param json a JSON object, at most {@link #MAX_BYTES} long in UTF-8
 */
public record AgentConfig(String json) {

    public static final int MAX_BYTES = 64 << 10;

    public AgentConfig {
        if (encoded(json).remaining() > MAX_BYTES) {
            throw InvalidInput.field("config", null, "a JSON object of at most " + MAX_BYTES + " bytes");
        }
    }

    private static ByteBuffer encoded(String json) {
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(json));
        } catch (CharacterCodingException e) {
            throw InvalidInput.field("config", null, "text without halves of surrogate pairs");
        }
    }
}
