package io.voxlynx.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.shared.Network;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import okhttp3.Dns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    private static final Map<String, List<String>> NAMES = Map.of(
            "good.example", List.of("93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"),
            "inside.example", List.of("10.1.2.3"),
            "both.example", List.of("93.184.215.14", "127.0.0.1"),
            "six.example", List.of("93.184.215.14", "fd00::1"),
            "localhost", List.of("127.0.0.1"));

    /** Knows a few names; reads literals as the real one does. */
    private static final Dns DNS = host -> {
        List<InetAddress> addresses = new ArrayList<>();
        for (String address : NAMES.getOrDefault(host, List.of(host))) {
            if (!address.matches("[0-9.]+|.*:.*")) {
                throw new UnknownHostException(host);
            }
            addresses.add(InetAddress.getByName(address));
        }
        return addresses;
    };

    private final AddressGuard guard = new AddressGuard(DNS, List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://good.example",
                "https://good.example/calls?of=today#x",
                "HTTPS://GOOD.example:8443/",
                "http://93.184.215.14:80/x",
                "http://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/",
                "http://[64:ff9b::5db8:d70e]/",
                "http://[2002:5db8:d70e::1]/",
                "http://100.63.255.255/",
                "http://100.128.0.0/",
                "http://172.15.255.255/",
                "http://172.32.0.0/",
                "http://223.255.255.255/",
            })
    void letsThePublicInternetBeReached(String url) {
        assertThat(addresses(url)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/",
                "http://inside.example/",
                "http://both.example/",
                "http://six.example/",
                "http://nowhere.example/",
                "http://127.0.0.1/",
                "http://127.255.255.254/",
                "http://0.0.0.0/",
                "http://0.1.2.3/",
                "http://10.0.0.1/",
                "http://100.64.0.1/",
                "http://100.127.255.255/",
                "http://169.254.169.254/latest/meta-data/",
                "http://172.16.0.1/",
                "http://172.31.255.255/",
                "http://192.0.0.1/",
                "http://192.0.2.1/",
                "http://192.88.99.1/",
                "http://192.168.0.1/",
                "http://198.18.0.1/",
                "http://198.19.255.255/",
                "http://198.51.100.1/",
                "http://203.0.113.1/",
                "http://224.0.0.1/",
                "http://239.255.255.255/",
                "http://240.0.0.1/",
                "http://255.255.255.255/",
                "http://[::]/",
                "http://[::1]/",
                "http://[0:0:0:0:0:0:0:1]/",
                "http://[::127.0.0.1]/",
                "http://[::93.184.215.14]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:a9fe:a9fe]/",
                "http://[::ffff:0:127.0.0.1]/",
                "http://[64:ff9b::127.0.0.1]/",
                "http://[64:ff9b::a9fe:a9fe]/",
                "http://[64:ff9b:1::1]/",
                "http://[2002:7f00:1::]/",
                "http://[2002:a00:1::1]/",
                "http://[2001:0:7f00:1::]/",
                "http://[2001:0:5db8:d70e:0:0:80ff:fffe]/",
                "http://[2001:db8::1]/",
                "http://[3fff::1]/",
                "http://[100::1]/",
                "http://[fc00::1]/",
                "http://[fdff::1]/",
                "http://[fe80::1]/",
                "http://[fec0::1]/",
                "http://[ff02::1]/",
                "http://[fd00:ec2::254]/",
                "http://１２７.０.０.１/",
                "http://127。0。0。1/",
                "http://①⑥⑨.②⑤④.①⑥⑨.②⑤④/",
                "http://ⓛocalhost/",
            })
    void refusesWhatLeadsInside(String url) {
        assertThatThrownBy(() -> addresses(url)).isInstanceOf(UnfitReceiver.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://2130706433/",
                "http://0x7f000001/",
                "http://017700000001/",
                "http://127.1/",
                "http://127.0.1/",
                "http://0x7f.1/",
                "http://0x7f.0x0.0x0.0x1/",
                "http://0X7F.1/",
                "http://0177.0.0.1/",
                "http://127.0.0.01/",
                "http://127.0.0.1./",
                "http://127.0.0.0x1/",
                "http://1.1.1.1.1/",
                "http://good.example.1/",
                "http://good.0x/",
                "http://0/",
                "http://93.184.215.014/",
                "http://256.256.256.256/",
                "http://[fe80::1%25eth0]/",
            })
    void refusesAddressesThatAreWrittenInUnusualWays(String url) {
        assertThatThrownBy(() -> addresses(url)).isInstanceOf(UnfitReceiver.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "good.example",
                "//good.example/",
                "/calls",
                "ftp://good.example/",
                "file:///etc/passwd",
                "gopher://good.example/",
                "javascript:alert(1)",
                "jar:http://good.example!/",
                "http:good.example",
                "http:/good.example",
                "http:\\\\good.example",
                "http://",
                "http:///x",
                "http://:80/",
                "http://good.example:0/",
                "http://good.example:65536/",
                "http://good.example:port/",
                "http://user@good.example/",
                "http://user:secret@good.example/",
                "http://@good.example/",
                "http://good.example@127.0.0.1/",
                "http://127.0.0.1\\@good.example/",
                "http://good.example\\.inside.example/",
                "http://good.example /",
                " http://good.example/",
                "http://good.example/a b",
                "http://good.example/\r\nX-Other: 1",
                "http://good.example/\u0000",
                "http://good\u00adexample..example/",
                "http://%31%32%37.0.0.1/",
                "http://[::1/",
                "http://[good.example]/",
            })
    void refusesWhatIsNoPlainUrl(String url) {
        assertThatThrownBy(() -> addresses(url)).isInstanceOf(UnfitReceiver.class);
    }

    @Test
    void refusesNothingAndTooMuch() {
        assertThatThrownBy(() -> addresses(null)).isInstanceOf(UnfitReceiver.class);
        assertThatThrownBy(() -> addresses("http://good.example/" + "x".repeat(2048)))
                .isInstanceOf(UnfitReceiver.class);
    }

    @Test
    void reachesWhatTheOperatorAllowedAndNothingBeside() {
        AddressGuard own = new AddressGuard(
                DNS,
                Stream.of("127.0.0.1/32", " 10.1.0.0/16", "fd00::/8")
                        .map(Network::of)
                        .toList());

        assertThat(own.addressesOf(ReceiverUrl.of("http://localhost/"))).hasSize(1);
        assertThat(own.addressesOf(ReceiverUrl.of("http://inside.example/"))).hasSize(1);
        assertThat(own.addressesOf(ReceiverUrl.of("http://six.example/"))).hasSize(2);
        assertThatThrownBy(() -> own.addressesOf(ReceiverUrl.of("http://127.0.0.2/")))
                .isInstanceOf(UnfitReceiver.class);
        assertThatThrownBy(() -> own.addressesOf(ReceiverUrl.of("http://10.2.0.1/")))
                .isInstanceOf(UnfitReceiver.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "127.0.0.1", "127.0.0.1/33", "localhost/8", "10.0.0.0/-1", "fc00::/129", "10.0.0/8"})
    void anAllowanceThatIsNoNetworkIsRefused(String network) {
        assertThatThrownBy(() -> Network.of(network)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Whatever the notation: refused for its form, or for the address that it leads to. */
    @Property(tries = 5000)
    void noAddressOfAForbiddenNetPassesInAnyNotation(@ForAll("forbidden") byte[] address, @ForAll Notation notation) {
        assertThatThrownBy(() -> addresses("http://" + notation.of(address) + "/"))
                .isInstanceOf(UnfitReceiver.class);
    }

    @Property
    void ordinaryAddressesPass(@ForAll("ordinary") byte[] address) {
        assertThat(addresses("http://" + Notation.DOTTED.of(address) + "/")).hasSize(1);
        assertThat(addresses("http://" + Notation.MAPPED.of(address) + "/")).hasSize(1);
    }

    enum Notation {
        DOTTED,
        DECIMAL,
        HEXADECIMAL,
        OCTAL,
        HEX_PARTS,
        OCTAL_PARTS,
        TWO_PARTS,
        THREE_PARTS,
        TRAILING_DOT,
        FULL_WIDTH,
        MAPPED,
        COMPATIBLE,
        TRANSLATED,
        NAT64,
        SIX_TO_FOUR,
        TEREDO_SERVER;

        String of(byte[] a) {
            int[] b = IntStream.range(0, 4).map(i -> a[i] & 0xff).toArray();
            long whole = (long) b[0] << 24 | b[1] << 16 | b[2] << 8 | b[3];
            String dotted = format("%d.%d.%d.%d", b[0], b[1], b[2], b[3]);
            String groups = format("%x:%x", whole >> 16, whole & 0xffff);
            return switch (this) {
                case DOTTED -> dotted;
                case DECIMAL -> Long.toString(whole);
                case HEXADECIMAL -> format("0x%x", whole);
                case OCTAL -> format("0%o", whole);
                case HEX_PARTS -> format("0x%x.0x%x.0x%x.0x%x", b[0], b[1], b[2], b[3]);
                case OCTAL_PARTS -> format("0%o.0%o.0%o.0%o", b[0], b[1], b[2], b[3]);
                case TWO_PARTS -> format("%d.%d", b[0], whole & 0xffffff);
                case THREE_PARTS -> format("%d.%d.%d", b[0], b[1], whole & 0xffff);
                case TRAILING_DOT -> dotted + ".";
                case FULL_WIDTH ->
                    dotted.chars()
                            .mapToObj(c -> String.valueOf((char) (c == '.' ? '。' : c - '0' + '０')))
                            .reduce("", String::concat);
                case MAPPED -> "[::ffff:" + groups + "]";
                case COMPATIBLE -> "[::" + dotted + "]";
                case TRANSLATED -> "[::ffff:0:" + groups + "]";
                case NAT64 -> "[64:ff9b::" + groups + "]";
                case SIX_TO_FOUR -> "[2002:" + groups + "::1]";
                case TEREDO_SERVER -> "[2001:0:" + groups + ":0:0:a247:28f1]";
            };
        }

        private static String format(String pattern, Object... values) {
            return String.format(Locale.ROOT, pattern, values);
        }
    }

    @Provide
    Arbitrary<byte[]> forbidden() {
        return Arbitraries.of(
                        "0.0.0.0/8",
                        "10.0.0.0/8",
                        "100.64.0.0/10",
                        "127.0.0.0/8",
                        "169.254.0.0/16",
                        "172.16.0.0/12",
                        "192.0.0.0/24",
                        "192.0.2.0/24",
                        "192.168.0.0/16",
                        "198.18.0.0/15",
                        "198.51.100.0/24",
                        "203.0.113.0/24",
                        "224.0.0.0/4",
                        "240.0.0.0/4")
                .flatMap(AddressGuardTest::within);
    }

    /** Not by the class under test, so that it cannot excuse itself. */
    private static Arbitrary<byte[]> within(String network) {
        String[] parts = network.split("/");
        int[] first =
                Arrays.stream(parts[0].split("\\.")).mapToInt(Integer::parseInt).toArray();
        int hostBits = 32 - Integer.parseInt(parts[1]);
        long base = (long) first[0] << 24 | first[1] << 16 | first[2] << 8 | first[3];
        return Arbitraries.longs().between(base, base + (1L << hostBits) - 1).map(AddressGuardTest::bytes);
    }

    @Provide
    Arbitrary<byte[]> ordinary() {
        return Combinators.combine(
                        Arbitraries.of(1, 8, 11, 93, 101, 128, 171, 173, 191, 199, 204, 223),
                        Arbitraries.longs().between(0, 0xffffff))
                .as((first, rest) -> bytes((long) first << 24 | rest));
    }

    private static byte[] bytes(long address) {
        return new byte[] {(byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address};
    }

    private List<InetAddress> addresses(String url) {
        return guard.addressesOf(ReceiverUrl.of(url));
    }
}
