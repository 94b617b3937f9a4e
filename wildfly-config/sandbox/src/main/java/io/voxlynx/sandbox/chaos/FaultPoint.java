package io.voxlynx.sandbox.chaos;

/**
 * A place in the product's code, as Byteman names it.
 *
 * @param name of the scenario too
 * @param location class, method and where in it
 * @param condition what must hold there
 * @param hesitation ms that pass there before anything happens
 */
record FaultPoint(String name, String location, String condition, int hesitation) {

    private static final int DEPTH = 80;

    static FaultPoint at(String name, String type, String method, String where) {
        return new FaultPoint(name, "CLASS " + type + "\nMETHOD " + method + "\nAT " + where, "TRUE", 0);
    }

    /** Only on behalf of this method, however far up the stack. @param caller a regular expression */
    FaultPoint calledBy(String caller) {
        return where("callerMatches(\"" + caller.replace("\\", "\\\\") + "\", true, true, 1, " + DEPTH + ")");
    }

    /** Only where this holds too. @param more in Byteman's words; {@code $1} is the first argument */
    FaultPoint where(String more) {
        return new FaultPoint(name, location, condition + " AND " + more, hesitation);
    }

    /** What should have waited for this place has the time to go on without it. */
    FaultPoint after(int millis) {
        return new FaultPoint(name, location, condition, millis);
    }
}
