package io.voxlynx.upkeep;

/**
 * What one bounded transaction has done of a long piece of work.
 *
 * @param rows done in it: removed, corrected, or only counted
 * @param last where the next one goes on; null when nothing is left
 */
public record Slice(long rows, String last) {

    /** Where the first slice begins. */
    public static final String BEGINNING = "";

    public boolean isLast() {
        return last == null;
    }
}
