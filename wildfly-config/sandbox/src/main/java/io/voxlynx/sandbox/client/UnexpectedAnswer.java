package io.voxlynx.sandbox.client;

/** A server answered otherwise than its caller can go on with. */
public class UnexpectedAnswer extends RuntimeException {

    public UnexpectedAnswer(String message) {
        super(message);
    }
}
