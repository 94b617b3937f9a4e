package io.voxlynx.systemtests.harness;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * A contacts file whose telephone numbers no other test uses. The sandbox is the only one that is ever asked to dial
 * them.
 */
public final class Contacts {

    private static final AtomicInteger NEXT = new AtomicInteger(2_000_000);

    private final List<String> phones;

    private Contacts(List<String> phones) {
        this.phones = phones;
    }

    public static Contacts of(int count) {
        int first = NEXT.getAndAdd(count);
        return new Contacts(IntStream.range(first, first + count)
                .mapToObj(number -> "+1212" + number)
                .toList());
    }

    /** E.164, in the order of the file. */
    public List<String> phones() {
        return phones;
    }

    public byte[] csv() {
        StringBuilder csv = new StringBuilder("name,business_name,phone\n");
        for (int i = 0; i < phones.size(); i++) {
            csv.append("Person ").append(i).append(",Business ").append(i).append(',');
            csv.append(phones.get(i)).append('\n');
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }
}
