package io.voxlynx.sandbox.chaos;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Files of people whom only the stand-in ever dials, each with a number of his own. */
final class Contacts {

    private static final AtomicInteger NEXT = new AtomicInteger(2_000_000);

    private Contacts() {}

    /** @param first the last seven digits of the first number; the others follow */
    record Batch(int first, byte[] csv) {}

    static byte[] csv(int count) {
        return batch(count).csv();
    }

    static Batch batch(int count) {
        int first = NEXT.getAndAdd(count);
        StringBuilder csv = new StringBuilder("name,business_name,phone\n");
        for (int number = first; number < first + count; number++) {
            csv.append("Person ")
                    .append(number)
                    .append(",Company,+1212")
                    .append(number)
                    .append('\n');
        }
        return new Batch(first, csv.toString().getBytes(StandardCharsets.UTF_8));
    }
}
