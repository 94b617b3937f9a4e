package io.voxlynx.systemtests.hardening;

import static io.voxlynx.systemtests.harness.Cheap.cheaply;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Phones;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ways to write an address of the inside so that a check does not know it again. All are refused where a call is ordered,
 * in one and the same way, and at once. This installation allows 127.0.0.1 and nothing beside it.
 */
@SystemTest
class ReceiversInsideIT {

    private final Installation voxlynx;
    private final Api owner;
    private final String agent;
    private List<Long> before;

    ReceiversInsideIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.owner = voxlynx.voice();
        this.agent = voxlynx.agent(owner).getString("id");
    }

    @BeforeEach
    void count() {
        before = rows();
    }

    @AfterEach
    void nothingIsOrdered() {
        assertThat(rows()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://0/",
                "http://127.0.2/",
                "http://127.000.000.002/",
                "http://0x7f000002/",
                "http://0x7f.0x0.0x0.0x2/",
                "http://017700000002/",
                "http://4294967298/",
                "http://127.0.0.2./",
                "http://127.0.0.2.:80/",
                "http://%31%30.0.0.1/",
                "http://①②⑦.⓪.⓪.②/",
                "http://127。0。0。2/",
                "http://127．0．0．2/",
                "http://１２７.0.0.2/",
                "http://[10.0.0.1]/"
            })
    void numbersWrittenInOtherWays(String url) {
        assertRefused(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://[::ffff:7f00:2]/",
                "http://[::ffff:127.0.0.2]:80/",
                "http://[0:0:0:0:0:ffff:0a00:0001]/",
                "http://[::ffff:0:10.0.0.1]/",
                "http://[::127.0.0.2]/",
                "http://[::7f00:2]/",
                "http://[2002:7f00:2::]/",
                "http://[2002:0a00:0001::1]/",
                "http://[64:ff9b::7f00:2]/",
                "http://[64:ff9b::10.0.0.1]/",
                "http://[64:ff9b:1::a00:1]/",
                "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
                "http://[fec0::1]/",
                "http://[ff02::1]/",
                "http://[fd00:ec2::254]/",
                "http://[fe80::1%25eth0]/",
                "http://[fe80::1%eth0]/",
                "http://[::1%25lo]/",
                "http://[0000:0000:0000:0000:0000:0000:0000:0001]/"
            })
    void addressesOfIPv6ThatLeadInside(String url) {
        assertRefused(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.0.0.1/",
                "http://192.0.2.1/",
                "http://192.88.99.1/",
                "http://198.18.0.1/",
                "http://198.19.255.255/",
                "http://198.51.100.1/",
                "http://203.0.113.1/",
                "http://100.64.0.1/",
                "http://100.127.255.255/",
                "http://169.254.0.1/",
                "http://169.254.170.2/v2/credentials",
                "http://172.31.255.255/",
                "http://239.255.255.250/",
                "http://240.0.0.1/",
                "http://metadata.google.internal/",
                "http://instance-data/",
                "http://127.0.0.3:8080/",
                "https://10.0.0.1:8443/"
            })
    void rangesThatAreNotOfTheInternet(String url) {
        assertRefused(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://good.example@10.0.0.1/",
                "http://10.0.0.1@good.example/",
                "http://a:b@10.0.0.1/",
                "http://@10.0.0.1/",
                "http://good.example#@10.0.0.1/",
                "http://10.0.0.1?@good.example/",
                "http://10.0.0.1;good.example/",
                "http://10.0.0.1,good.example/",
                "http://10.0.0.1%00.good.example/",
                "http://10.0.0.1%2f@good.example/",
                "http://10.0.0.1\\@good.example/",
                "http:\\\\10.0.0.1/",
                "http:///10.0.0.1/",
                "http:/10.0.0.1/",
                "http:10.0.0.1/",
                "//10.0.0.1/",
                "http://10.0.0.1:/",
                "http://10.0.0.1:80:80/",
                "http://10.0.0.1:-1/",
                "http://10.0.0.1:65536/",
                " http://10.0.0.1/",
                "http://10.0.0.1\t/",
                "http://good.example/\r\nX-Forged: 1",
                "http://good..example/",
                "http://-.example/",
                "http://xn--/",
                "gopher://10.0.0.1/",
                "jar:http://10.0.0.1!/",
                "data:text/plain,x",
                "javascript:alert(1)",
                "HTTP/1.1"
            })
    void urlsThatTwoReadersReadDifferently(String url) {
        assertRefused(url);
    }

    static Stream<String> longOnes() {
        return Stream.of(
                "http://good.example/" + "a".repeat(2_100),
                "http://good.example/" + "a".repeat(900_000),
                "http://" + "a".repeat(300) + ".example/",
                "http://" + "a.".repeat(900) + "example/",
                "http://" + "%".repeat(1_900),
                "http://[" + ":".repeat(1_900) + "]/",
                "http://" + "é".repeat(1_900) + ".example/");
    }

    @ParameterizedTest
    @MethodSource("longOnes")
    void urlsWithoutEnd(String url) {
        assertRefused(url);
    }

    private void assertRefused(String url) {
        JsonObject order = Json.createObjectBuilder()
                .add("agent_id", agent)
                .add("phone_number", Phones.answering())
                .add("callback_url", url)
                .build();

        Answer answer = cheaply(() -> owner.post("/api/calls/outbound", order));

        Refusals.assertInvalid(answer, "callback_url");
    }

    private List<Long> rows() {
        return List.of(
                voxlynx.db().count("select count(*) from sessions"),
                voxlynx.db().count("select count(*) from callbacks"));
    }
}
