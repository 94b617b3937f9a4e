package io.voxlynx.contact.imports;

import io.voxlynx.shared.PhoneNumber;

/**
 * Which telephone numbers earlier rounds may have brought, in a few megabytes however long the file is (a Bloom
 * filter). It never misses one it has seen; what it only suspects is asked of the database.
 */
final class SeenNumbers {

    private static final int PROBES = 4;
    private static final int LEAST_WORDS = 1 << 10;
    private static final int MOST_WORDS = 1 << 20;

    private final long[] words;

    /** @param expected numbers; more only mean more suspicions */
    SeenNumbers(long expected) {
        int wanted = (int) Math.max(LEAST_WORDS, Math.min(MOST_WORDS, expected));
        words = new long[Integer.highestOneBit(wanted)];
    }

    /** @return whether it may have been there before */
    boolean add(PhoneNumber number) {
        long hash = mix(Long.parseLong(number.e164(), 1, number.e164().length(), 10));
        long step = mix(hash) | 1;
        boolean suspected = true;
        for (int i = 0; i < PROBES; i++) {
            int word = (int) (hash >>> 6) & (words.length - 1);
            long bit = 1L << hash;
            suspected &= (words[word] & bit) != 0;
            words[word] |= bit;
            hash += step;
        }
        return suspected;
    }

    /** Spreads neighbouring numbers over the whole range (the finaliser of SplitMix64). */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
