package io.voxlynx.systemtests.hardening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.TestCampaign;
import io.voxlynx.systemtests.harness.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Whoever reads an export a little now and then holds a connection to the database and a thread. So only a few may, and
 * each only for so long; how long is much shorter here than elsewhere.
 */
@SystemTest
class SlowReadersIT {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(120);

    /** Far more than what sockets hold and what a slow reader takes in his time: some 14 MB. */
    private static final int CONTACTS = 34_000;

    private static final int SIP = 16 << 10;

    private final List<Wire> readers = new ArrayList<>();

    @AfterEach
    void hangUp() {
        readers.forEach(Wire::close);
    }

    @Test
    void slowReadersHoldOnlySomeOfANodeAndNotForEver(Installation voxlynx) {
        TestCampaign campaign = voxlynx.campaign(file(), voxlynx.order(1, "continuous"));
        String export = campaign.path() + "/export.csv";
        for (int i = 0; i < Installation.EXPORTS_AT_ONCE; i++) {
            Wire reader = Wire.to(voxlynx.platform().baseUrl(), 64 << 10);
            readers.add(reader);
            reader.send("GET " + export + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + voxlynx.platform().sandbox().token("operator-1", "operator") + "\r\n\r\n");
            await().atMost(LONG_ENOUGH).until(reader::hasAnswer);
        }

        Answer refused = voxlynx.operator().get(export);
        Refusals.assertStandard(refused, 503, "UNAVAILABLE");
        assertThat(refused.header("Retry-After")).hasValue("5");
        Refusals.assertStandard(voxlynx.operator().get(campaign.path() + "/import-report.csv"), 503, "UNAVAILABLE");
        voxlynx.operator().get(campaign.path() + "/contacts?limit=1").require(200);

        await().atMost(LONG_ENOUGH).pollInterval(Duration.ofMillis(200)).until(() -> {
            readers.forEach(reader -> reader.read(SIP));
            return voxlynx.operator()
                            .get(campaign.path() + "/import-report.csv")
                            .status()
                    == 200;
        });
        assertThat(rest(readers.get(0))).contains("Broken off here");
        assertThat(voxlynx.operator().get(export).require(200).text().lines()).hasSize(CONTACTS + 1);
    }

    private static byte[] file() {
        List<String> phones = Contacts.of(CONTACTS).phones();
        String filler = "x".repeat(190);
        StringBuilder csv = new StringBuilder("name,business_name,phone\n");
        IntStream.range(0, CONTACTS)
                .forEach(i -> csv.append(filler)
                        .append(i)
                        .append(',')
                        .append(filler)
                        .append(',')
                        .append(phones.get(i))
                        .append('\n'));
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** To the end of the connection, which is closed when nothing more is asked for. */
    private static String rest(Wire reader) {
        StringBuilder tail = new StringBuilder();
        for (Optional<String> more = reader.read(SIP); more.isPresent(); more = reader.read(SIP)) {
            tail.append(more.get());
            tail.delete(0, Math.max(0, tail.length() - 2 * SIP));
        }
        return tail.toString();
    }
}
