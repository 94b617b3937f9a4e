package io.voxlynx.sandbox.run;

/** Something outside the program must change first; the message is the one line that a person reads. */
public class CannotRun extends RuntimeException {

    public CannotRun(String line) {
        super(line);
    }

    public CannotRun(String line, Throwable cause) {
        super(line, cause);
    }
}
