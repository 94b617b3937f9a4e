package io.voxlynx.sandbox.chaos;

/** This machine lacks what the scenario needs: neither a pass nor a finding. */
final class Skipped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Skipped(String why) {
        super(why);
    }
}
