package io.voxlynx.sandbox.chaos;

/**
 * One kind of bad day.
 *
 * @param name as it is asked for, e.g. {@code kill-node}
 * @param what goes wrong, in one line
 */
public record Scenario(String name, String what, Course course) {

    /** One round: starts campaigns, does the damage, and leaves every process running again. */
    @FunctionalInterface
    public interface Course {
        void run(Stage stage) throws Exception;
    }
}
