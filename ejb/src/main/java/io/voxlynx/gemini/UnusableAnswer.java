package io.voxlynx.gemini;

/** The model answered, but not what it was asked for. */
class UnusableAnswer extends RuntimeException {

    UnusableAnswer(String reason) {
        super(reason);
    }
}
