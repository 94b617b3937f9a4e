package io.voxlynx.sandbox.chaos;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Files of people whom only the stand-in ever dials; in a round each has a number of his own. */
final class Contacts {

    private static final int FIRST = 2_000_000;

    private final AtomicInteger next = new AtomicInteger(FIRST);

    /** @param first the last seven digits of the first number; the others follow */
    record Batch(int first, int count, byte[] csv) {}

    byte[] csv(int count) {
        return batch(count).csv();
    }

    Batch batch(int count) {
        return from(next.getAndAdd(count), count);
    }

    /** People whom nobody dials: their numbers need not be their own, and seven digits do not last for many such files. */
    static Batch undialled(int count) {
        return from(FIRST, count);
    }

    private static Batch from(int first, int count) {
        StringBuilder csv = new StringBuilder("name,business_name,phone\n");
        for (int number = first; number < first + count; number++) {
            csv.append("Person ")
                    .append(number)
                    .append(",Company,+1212")
                    .append(number)
                    .append('\n');
        }
        return new Batch(first, count, csv.toString().getBytes(StandardCharsets.UTF_8));
    }
}
