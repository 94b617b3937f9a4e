package io.voxlynx.outbox;

/** Nothing may be sent there; the message says why, without the address. */
class UnfitReceiver extends RuntimeException {

    UnfitReceiver(String reason) {
        super(reason);
    }
}
