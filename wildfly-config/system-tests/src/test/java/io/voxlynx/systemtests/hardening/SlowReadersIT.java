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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
        readAtOnce(voxlynx, export);

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

    /** What was on its way to them is nobody else's answer. */
    @Test
    void whoGoesAwayInTheMiddleHarmsNobody(Installation voxlynx) throws Exception {
        TestCampaign campaign = voxlynx.campaign(file(), voxlynx.order(1, "continuous"));
        List<String> others = Stream.generate(() -> voxlynx.campaign(Contacts.of(1), 1))
                .limit(8)
                .map(TestCampaign::path)
                .toList();
        readAtOnce(voxlynx, campaign.path() + "/export.csv");

        hangUp();
        await().atMost(LONG_ENOUGH)
                .until(() -> voxlynx.operator()
                                .get(campaign.path() + "/import-report.csv")
                                .status()
                        == 200);

        ExecutorService callers = Executors.newFixedThreadPool(others.size());
        try {
            List<Future<List<String>>> answers = others.stream()
                    .map(path -> callers.submit(() -> paths(voxlynx, path)))
                    .toList();
            for (int i = 0; i < others.size(); i++) {
                assertThat(answers.get(i).get()).containsOnly(others.get(i));
            }
        } finally {
            callers.shutdownNow();
        }
    }

    /** Of the campaigns that are the answers to asking for one, many times over. */
    private static List<String> paths(Installation voxlynx, String path) {
        return Stream.generate(() -> voxlynx.operator().get(path).require(200).json())
                .limit(20)
                .map(found -> "/api/campaigns/" + found.getString("id"))
                .toList();
    }

    /** As many readers as there may be; each has the beginning of his file and takes no more. */
    private void readAtOnce(Installation voxlynx, String export) {
        for (int i = 0; i < Installation.EXPORTS_AT_ONCE; i++) {
            Wire reader = Wire.to(voxlynx.platform().baseUrl(), 64 << 10);
            readers.add(reader);
            reader.send("GET " + export + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + voxlynx.platform().sandbox().token("operator-1", "operator") + "\r\n\r\n");
            await().atMost(LONG_ENOUGH).until(reader::hasAnswer);
        }
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
