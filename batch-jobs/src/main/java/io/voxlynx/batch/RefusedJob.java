package io.voxlynx.batch;

/** The job cannot be done as ordered; the message, made for the operator, becomes its exit status. */
class RefusedJob extends RuntimeException {

    RefusedJob(String message) {
        super(message);
    }

    RefusedJob(String message, Throwable cause) {
        super(message, cause);
    }
}
