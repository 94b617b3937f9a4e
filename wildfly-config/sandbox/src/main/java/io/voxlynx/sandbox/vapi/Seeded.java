package io.voxlynx.sandbox.vapi;

import java.util.SplittableRandom;

/** Randomness that depends on nothing but a seed and what it is drawn for, so that neither order nor time matters. */
final class Seeded {
    private Seeded() {}

    static SplittableRandom of(long seed, String... what) {
        // FNV-1a; SplittableRandom mixes the bits further
        long hash = 0xcbf29ce484222325L ^ seed;
        for (String part : what) {
            for (int i = 0; i < part.length(); i++) {
                hash = (hash ^ part.charAt(i)) * 0x100000001b3L;
            }
            hash = (hash ^ '|') * 0x100000001b3L;
        }
        return new SplittableRandom(hash);
    }
}
