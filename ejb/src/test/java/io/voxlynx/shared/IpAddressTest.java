package io.voxlynx.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    @Property
    void readsWhatJavaWrites(@ForAll @Size(16) byte[] six) throws UnknownHostException {
        InetAddress address = InetAddress.getByAddress(six);
        InetAddress four = InetAddress.getByAddress(new byte[] {six[0], six[1], six[2], six[3]});

        assertThat(IpAddress.parse(address.getHostAddress())).contains(address);
        assertThat(IpAddress.parse(four.getHostAddress())).contains(four);
        assertThat(IpAddress.parse("::ffff:" + four.getHostAddress())).contains(four);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "256.1.1.1",
                "999.999.999.999",
                "1.2.3",
                "01.2.3.4",
                "0x7f.0.0.1",
                "2130706433",
                "1.2.3.4:80",
                "[::1]",
                "fe80::1%eth0",
                "1:2:3:4:5:6:7:8:9",
                "::g",
                ":",
                "1.2.3.4 "
            })
    void whatIsNoPlainAddressIsNone(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.0.0.128/25, 10.0.0.127, false",
        "10.0.0.7/32, 10.0.0.7, true",
        "0.0.0.0/0, 8.8.8.8, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false"
    })
    void aNetworkContainsWhatBeginsAsItDoes(String network, String address, boolean expected) {
        assertThat(Network.of(network).contains(IpAddress.parse(address).orElseThrow()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10.0.0.0", "10.0.0.0/33", "999.0.0.0/8", "example.org/8", "::/129", "/8", "10.0.0.0/8/8"})
    void whatIsNoNetworkIsRefused(String notation) {
        assertThatThrownBy(() -> Network.of(notation)).hasMessage("not a network: " + notation);
    }
}
