package io.voxlynx.batch;

/** The job cannot be done as ordered; the message, made for the operator, becomes its exit status. */
class RefusedJob extends RuntimeException {

    private static final int LONGEST_VALUE = 100;

    RefusedJob(String message) {
        super(message);
    }

    RefusedJob(String message, Throwable cause) {
        super(message, cause);
    }

    /** @param expected what would do, such as {@code true or false} */
    static RefusedJob property(String name, Object value, String expected) {
        return property(name, value, expected, null);
    }

    static RefusedJob property(String name, Object value, String expected, Throwable cause) {
        return new RefusedJob("property " + name + " must be " + expected + ", is " + shortened(value), cause);
    }

    private static String shortened(Object value) {
        String text = String.valueOf(value);
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
    }
}
