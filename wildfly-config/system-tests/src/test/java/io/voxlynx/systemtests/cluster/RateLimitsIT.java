package io.voxlynx.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.systemtests.harness.BareRequest;
import io.voxlynx.systemtests.harness.Together;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ClusterTest
class RateLimitsIT {

    private static final String LIST = "/api/campaigns";
    private static final String UPLOAD = "/api/campaigns";

    @Together
    @Test
    void aUsersMinuteIsSharedByBothNodesToTheLastRequest(Cluster voxlynx) {
        Visitor user = voxlynx.somebody("operator");

        List<Answer> answers = Visitor.atOnce(130, number -> user.get(number, LIST));

        assertPassed(answers, 200, 100);
        assertThat(answers.stream().filter(answer -> answer.status() == 429)).allSatisfy(RateLimitsIT::isProperRefusal);
    }

    @Together
    @Test
    void uploadsAreCountedApart(Cluster voxlynx) {
        Visitor user = voxlynx.somebody("operator");

        assertPassed(Visitor.atOnce(14, number -> upload(user, number)), 400, 10);

        assertThat(left(user.get(0, LIST).require(200))).isEqualTo(99);
    }

    @Together
    @Test
    void exportsAndReportsAreCountedTogetherAndApartFromTheRest(Cluster voxlynx) {
        Visitor user = voxlynx.somebody("operator");
        String campaign = "/api/campaigns/" + UUID.randomUUID();

        List<Answer> answers = Visitor.atOnce(
                9, number -> user.get(number, campaign + (number % 3 == 0 ? "/export.csv" : "/import-report.csv")));

        assertPassed(answers, 404, 5);
        assertThat(left(user.get(1, LIST).require(200))).isEqualTo(99);
    }

    /** JAX-RS takes them for the same. */
    @Together
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/campaigns/",
                "/api//campaigns",
                "/api/%63ampaigns",
                "/api/campaigns;a=b",
                "/api/./campaigns"
            })
    void noOtherWayToWriteAPathHasAnAllowanceOfItsOwn(String path, Cluster voxlynx) {
        Visitor user = voxlynx.somebody("operator");
        Visitor.atOnce(10, number -> upload(user, number));

        Answer answer = user.send(0, path, request -> request.POST(BodyPublishers.ofString("{}")));

        // Either it is an upload, or it is none and nobody takes it for one.
        assertThat(answer.status()).isIn(429, 404);
    }

    /** However the path is written, and where only the headers are wanted. */
    @Together
    @ParameterizedTest
    @CsvSource({
        "GET, /api/campaigns/ID/export.csv",
        "HEAD, /api/campaigns/ID/export.csv",
        "HEAD, /api/campaigns/ID/import-report.csv",
        "GET, /api/campaigns/ID/export.csv;a=b",
        "GET, /api/campaigns;a=b/ID;c=d/export.csv",
        "GET, /api/campaigns/ID/export.csv/",
        "GET, /api//campaigns/ID//import-report.csv",
        "GET, /api/campaigns/ID/%65xport.csv",
        "GET, /api/campaigns/ID/import%2Dreport%2Ecsv"
    })
    void noOtherWayToAskForAnExportHasAnAllowanceOfItsOwn(String method, String path, Cluster voxlynx) {
        Visitor user = voxlynx.somebody("operator");
        String campaign = "/api/campaigns/" + UUID.randomUUID();
        Visitor.atOnce(5, number -> user.get(number, campaign + "/export.csv"));

        Answer answer = user.send(
                0,
                path.replace("/api/campaigns/ID", campaign)
                        .replace("ID", UUID.randomUUID().toString()),
                request -> request.method(method, BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(429);
        assertThat(number(answer, "RateLimit-Limit")).isEqualTo(5);
    }

    @Together
    @Test
    void othersGoOn(Cluster voxlynx) {
        Visitor user = voxlynx.somebody("operator");
        Visitor colleague = voxlynx.somebody("operator").from(user.address());
        Visitor.atOnce(11, number -> upload(user, number));

        assertThat(upload(user, 0).status()).isEqualTo(429);
        assertThat(upload(colleague, 0).status()).isEqualTo(400);
    }

    @Together
    @Test
    void aUserAndHisMachinesHaveOneMinute(Cluster voxlynx) {
        Visitor user = voxlynx.somebody("operator");
        Visitor one = user.withNewKey(0);
        Visitor other = user.withNewKey(1);

        List<Answer> answers = Visitor.atOnce(
                110, number -> List.of(user, one, other).get(number % 3).get(number / 3, LIST));

        // Two requests made the keys.
        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(98);
        assertThat(answers.stream().filter(answer -> answer.status() == 429)).hasSize(12);
    }

    /** Whom the answer concerns, it tells when to come back; who does, is let in, on whatever node. */
    @Together
    @Test
    void whoComesBackWhenHeWasToldToIsLetIn(Cluster voxlynx) {
        Visitor user = voxlynx.somebody("operator");
        Answer refusal = Visitor.atOnce(11, number -> upload(user, number)).stream()
                .filter(answer -> answer.status() == 429)
                .findFirst()
                .orElseThrow();
        Duration told = Duration.ofSeconds(number(refusal, "Retry-After"));
        assertThat(told).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(1));

        Answer next = await().pollDelay(told).atMost(told.plusSeconds(30)).until(() -> upload(user, 1), any -> true);

        assertThat(next.status()).isEqualTo(400);
        assertThat(left(next)).isEqualTo(9);
    }

    @Together
    @Test
    void theBodyOfARefusedUploadIsNotRead(Cluster voxlynx) {
        String subject = "user-" + UUID.randomUUID();
        Visitor user = voxlynx.user(subject, "operator");
        Visitor.atOnce(11, number -> upload(user, number));

        Answer answer = BareRequest.of("POST", UPLOAD)
                .header(
                        "Authorization",
                        "Bearer " + voxlynx.platform().sandbox().token(subject, "operator"))
                .header("Content-Type", "multipart/form-data; boundary=x")
                .header("Content-Length", 100_000_000)
                .send(voxlynx.platform().node(0).baseUrl());

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Connection")).contains("close");
    }

    @Together
    @Test
    void theAgentsWorkerHasSixtyTimesAsMuch(Cluster voxlynx) {
        Visitor worker = voxlynx.somebody("agent-worker");
        String room = "/api/sessions/by-room/" + UUID.randomUUID();

        List<Answer> answers = Visitor.atOnce(130, number -> worker.get(number, room));

        assertThat(answers).allMatch(answer -> answer.status() == 404);
        assertThat(answers).allMatch(answer -> number(answer, "RateLimit-Limit") == 6000);
        assertThat(answers.stream().mapToLong(RateLimitsIT::left).min()).hasValue(6000 - 130);
    }

    @Together
    @Test
    void theSchedulersSecretHasNoLimit(Cluster voxlynx) {
        Visitor scheduler = voxlynx.scheduler();

        List<Answer> answers =
                Visitor.atOnce(110, number -> scheduler.post(number, "/api/scheduler/tick", "application/json", "{}"));

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(answers).allMatch(answer -> answer.header("RateLimit-Limit").isEmpty());
    }

    @Together
    @Test
    void webhooksAndWhatIsOpenToAllHaveNoLimitAndCountForNothing(Cluster voxlynx) {
        Visitor provider = voxlynx.stranger();

        assertThat(Visitor.atOnce(310, number -> provider.post(number, "/api/webhooks/vapi", "application/json", "{}")))
                .allMatch(answer -> answer.status() == 401);
        assertThat(provider.get(0, "/health").status()).isEqualTo(200);
        assertThat(left(provider.get(0, LIST).require(401))).isEqualTo(299);
    }

    @Together
    @Test
    void aBrowsersPreflightCountsForNothing(Cluster voxlynx) {
        Visitor browser = voxlynx.stranger();

        Answer answer = BareRequest.of("OPTIONS", LIST)
                .header("Origin", "https://elsewhere.example")
                .header("Access-Control-Request-Method", "GET")
                .header("X-Forwarded-For", browser.address())
                .send(voxlynx.platform().node(0).baseUrl());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("RateLimit-Limit")).isEmpty();
        assertThat(left(browser.get(0, LIST))).isEqualTo(299);
    }

    @Together
    @Test
    void anAddressHasSoManyFailuresOverBothNodesAndThenNoStrangersTokenFromThereIsLookedAt(Cluster voxlynx) {
        Visitor stranger = voxlynx.stranger();
        Visitor user = voxlynx.somebody("operator");
        Visitor guesser = stranger.as("not.a.token");

        List<Answer> answers =
                Visitor.atOnce(330, number -> (number % 3 == 0 ? stranger : guesser).get(number / 3, LIST));
        // Each node has to learn it.
        IntStream.range(0, 2).forEach(node -> guesser.get(node, LIST));

        assertPassed(answers, 401, 300);
        assertThat(answers.stream().filter(answer -> answer.status() == 429)).allSatisfy(RateLimitsIT::isProperRefusal);
        for (int node = 0; node < 2; node++) {
            assertThat(user.from(stranger.address()).get(node, LIST).status()).isEqualTo(429);
            assertThat(user.get(node, LIST).status()).isEqualTo(200);
            assertThat(stranger.get(node, "/health").status()).isEqualTo(200);
        }
        // Known by now, and so is the scheduler.
        for (int node = 0; node < 2; node++) {
            assertThat(user.from(stranger.address()).get(node, LIST).status()).isEqualTo(200);
            assertThat(voxlynx.scheduler()
                            .from(stranger.address())
                            .post(node, "/api/scheduler/tick", "application/json", "{}")
                            .status())
                    .isEqualTo(200);
        }
        // Once for each node, and once more if a minute of the clock ended meanwhile.
        assertThat(voxlynx.db()
                        .count(
                                "select count(*) from audit_log where action = 'access.limited' and address = ?",
                                stranger.address()))
                .isBetween(1L, 4L);
    }

    @Together
    @Test
    void whoCouldTakeAnyOfItsAddressesIsOne(Cluster voxlynx) {
        Visitor one = voxlynx.stranger().from("2001:db8:77:1::1");

        assertThat(left(one.get(0, LIST))).isEqualTo(299);
        assertThat(left(one.from("2001:db8:77:1:ffff::2").get(1, LIST))).isEqualTo(298);
        assertThat(left(one.from("2001:db8:77:2::1").get(1, LIST))).isEqualTo(299);
    }

    /** The proxy appends what it sees to what it was sent. */
    @Together
    @Test
    void nobodyGetsAnotherAllowanceByInventingWhereHeComesFrom(Cluster voxlynx) {
        Visitor liar = voxlynx.stranger();

        assertThat(left(liar.get(0, LIST))).isEqualTo(299);
        assertThat(left(liar.from("192.0.2.1, " + liar.address()).get(0, LIST))).isEqualTo(298);
        assertThat(left(liar.from("garbage, 192.0.2.2," + liar.address()).get(1, LIST)))
                .isEqualTo(297);
    }

    private static Answer upload(Visitor user, int node) {
        return user.post(node, UPLOAD, "multipart/form-data; boundary=x", "--x--\r\n");
    }

    /** As many as may have been answered so, and each was told another number of what is left. */
    private static void assertPassed(List<Answer> answers, int status, int limit) {
        assertThat(answers).allMatch(answer -> answer.status() == status || answer.status() == 429);
        assertThat(answers.stream().filter(answer -> answer.status() == status).map(RateLimitsIT::left))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, limit).boxed().toList());
        assertThat(answers).allMatch(answer -> number(answer, "RateLimit-Limit") == limit);
    }

    private static void isProperRefusal(Answer refusal) {
        assertThat(refusal.error().getString("code")).isEqualTo("RATE_LIMITED");
        assertThat(left(refusal)).isZero();
        assertThat(number(refusal, "Retry-After")).isBetween(1L, 60L).isEqualTo(number(refusal, "RateLimit-Reset"));
    }

    private static long left(Answer answer) {
        return number(answer, "RateLimit-Remaining");
    }

    private static long number(Answer answer, String header) {
        return Long.parseLong(answer.header(header).orElseThrow());
    }
}
