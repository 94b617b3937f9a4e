package io.voxlynx.sandbox.chaos;

/** Something that must happen by itself has not happened: a finding like a broken invariant. */
final class Overdue extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Overdue(String what) {
        super("Not there: " + what);
    }
}
