package io.voxlynx.sandbox.oracle;

/** @param counts what was looked at and what was found wrong, for a person */
public record Verdict(String invariant, boolean holds, String counts) {

    @Override
    public String toString() {
        return invariant + (holds ? " holds   " : " BROKEN  ") + counts;
    }
}
