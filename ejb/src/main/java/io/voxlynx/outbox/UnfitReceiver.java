package io.voxlynx.outbox;

/** Nothing may be sent there; the message says why, without the address. */
class UnfitReceiver extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnfitReceiver(String reason) {
        super(reason);
    }
}
