package io.voxlynx.gemini;

/** No connection could be made, so nothing was asked. */
class GeminiUnreachable extends RuntimeException {

    GeminiUnreachable(Throwable cause) {
        super(cause);
    }
}
