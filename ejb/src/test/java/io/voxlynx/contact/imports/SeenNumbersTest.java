package io.voxlynx.contact.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.PhoneNumber;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeenNumbersTest {

    @Test
    void neverMissesOneItHasSeen() {
        SeenNumbers seen = new SeenNumbers(100);
        numbers(0, 50_000).forEach(seen::add);
        assertThat(numbers(0, 50_000)).allMatch(seen::add);
    }

    @Test
    void seldomSuspectsOneItHasNot() {
        SeenNumbers seen = new SeenNumbers(50_000);
        numbers(0, 50_000).forEach(seen::add);
        assertThat(numbers(50_000, 60_000).stream().filter(seen::add).count()).isLessThan(100);
    }

    private static List<PhoneNumber> numbers(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new PhoneNumber("+1415%07d".formatted(i)))
                .toList();
    }
}
