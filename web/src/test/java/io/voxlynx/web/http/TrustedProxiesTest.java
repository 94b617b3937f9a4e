package io.voxlynx.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.IpAddress;
import io.voxlynx.shared.Network;
import io.voxlynx.web.LogForTests;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

    private static final String PROXY = "10.0.0.5";
    private static final String OUTSIDE = "203.0.113.9";

    private final TrustedProxies proxies =
            new TrustedProxies(List.of(Network.of("10.0.0.0/8"), Network.of("2001:db8:1::/48")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "198.51.100.1|198.51.100.1",
                "198.51.100.1, 10.0.0.6|198.51.100.1",
                "198.51.100.1,10.0.0.6 , 10.0.0.7|198.51.100.1",
                "192.0.2.99, 198.51.100.1|198.51.100.1",
                "198.51.100.1:51234|198.51.100.1",
                "[2001:db8:2::1]:443|2001:db8:2:0:0:0:0:1",
                "[2001:db8:2::1]|2001:db8:2:0:0:0:0:1",
                "2001:db8:2::1|2001:db8:2:0:0:0:0:1",
                "2001:db8:2::1, 2001:db8:1::7|2001:db8:2:0:0:0:0:1",
                "::ffff:198.51.100.1|198.51.100.1",
            })
    void theLastWhomWeDoNotTrustIsTheCaller(String forwardedFor, String caller) {
        assertThat(proxies.clientOf(PROXY, forwardedFor)).isEqualTo(caller);
    }

    @Test
    void whereAllAreTrustedTheFirstOfThemCalls() {
        assertThat(proxies.clientOf(PROXY, "10.0.0.7, 10.0.0.6")).isEqualTo("10.0.0.7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''",
                "unknown",
                "198.51.100.1, unknown",
                "198.51.100.1,",
                ",198.51.100.1,,",
                ",10.0.0.6",
                "999.1.1.1",
                "[198.51.100.1",
                "198.51.100.1:port",
                "1.2.3.4:80:80",
                "2001:db8:2::1%eth0",
            })
    void whatCannotBeReadLeavesTheProxyItself(String forwardedFor) {
        assertThat(proxies.clientOf(PROXY, forwardedFor)).isEqualTo(PROXY);
    }

    @Property
    void whoIsNoProxyOfOursIsHimselfWhateverHeClaims(@ForAll String claim) {
        assertThat(proxies.clientOf(OUTSIDE, claim)).isEqualTo(OUTSIDE);
        assertThat(new TrustedProxies(List.of()).clientOf(PROXY, claim)).isEqualTo(PROXY);
    }

    /** What a caller sends stands to the left of what our proxies saw. */
    @Property
    void nothingThatTheCallerInventsChangesWhoHeIs(
            @ForAll("claims") String claim,
            @ForAll("outsiders") String caller,
            @ForAll @Size(max = 3) List<@From("ours") String> chain) {
        String seen = Stream.concat(Stream.of(claim, caller), chain.stream()).collect(Collectors.joining(", "));

        assertThat(proxies.clientOf(PROXY, seen)).isEqualTo(caller);
    }

    @Property
    void theAnswerIsAlwaysAnAddress(@ForAll("claims") String claim) {
        assertThat(IpAddress.parse(proxies.clientOf(PROXY, claim))).isPresent();
    }

    @Test
    void addressesOfOneSiteCountTogether() {
        assertThat(ClientAddress.siteOf("2001:db8:2:3:aaaa::1")).isEqualTo(ClientAddress.siteOf("2001:db8:2:3::2"));
        assertThat(ClientAddress.siteOf("2001:db8:2:4::1")).isNotEqualTo(ClientAddress.siteOf("2001:db8:2:3::1"));
        assertThat(ClientAddress.siteOf("198.51.100.1")).isEqualTo("198.51.100.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::ffff:198.51.100.1",
                "64:ff9b::198.51.100.1",
                "64:ff9b::c633:6401",
                "64:ff9b:0:0:0:0:c633:6401",
                "64:ff9b::198.51.100.1%eth0"
            })
    void anAddressOfIpv4InsideOneOfIpv6IsThatOne(String address) {
        assertThat(ClientAddress.siteOf(address)).isEqualTo("198.51.100.1");
    }

    /** Only these 96 bits say that the rest is one of IPv4. */
    @Test
    void otherAddressesThatBeginSoAreOfIpv6() {
        assertThat(ClientAddress.siteOf("64:ff9b:1::198.51.100.1"))
                .isEqualTo(ClientAddress.siteOf("64:ff9b:1::198.51.100.2"));
        assertThat(ClientAddress.siteOf("64:ff9b::1:0:198.51.100.1")).endsWith("/64");
    }

    @Test
    void whichInterfaceItCameInByIsNoPartOfAnAddress() {
        assertThat(ClientAddress.siteOf("fe80::1%eth0"))
                .isEqualTo(ClientAddress.siteOf("fe80::2%eth1"))
                .isEqualTo(ClientAddress.siteOf("fe80::1"));
    }

    @Test
    void whoeverPutsAProxyBeforeItWithoutSayingSoIsToldOnce() {
        TrustedProxies none = new TrustedProxies(List.of());

        List<LogRecord> said = LogForTests.of(TrustedProxies.class, () -> {
            none.clientOf(RequestForTests.of("GET", "/", PROXY, Map.of()));
            none.clientOf(RequestForTests.of("GET", "/", PROXY, Map.of("X-Forwarded-For", OUTSIDE)));
            none.clientOf(RequestForTests.of("GET", "/", PROXY, Map.of("X-Forwarded-For", OUTSIDE)));
            proxies.clientOf(RequestForTests.of("GET", "/", OUTSIDE, Map.of("X-Forwarded-For", OUTSIDE)));
        });

        assertThat(said).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARNING);
            assertThat(line.getMessage()).contains("voxlynx.http.trusted-proxies");
        });
    }

    @Provide
    Arbitrary<String> claims() {
        Arbitrary<String> lists = Arbitraries.oneOf(outsiders(), ours(), Arbitraries.just("unknown"))
                .list()
                .ofMaxSize(5)
                .map(entries -> String.join(",", entries));
        return Arbitraries.oneOf(Arbitraries.strings(), lists);
    }

    @Provide
    Arbitrary<String> outsiders() {
        return Arbitraries.integers().between(1, 254).map(last -> "203.0.113." + last);
    }

    @Provide
    Arbitrary<String> ours() {
        return Arbitraries.integers().between(1, 254).map(last -> "10.1.2." + last);
    }
}
