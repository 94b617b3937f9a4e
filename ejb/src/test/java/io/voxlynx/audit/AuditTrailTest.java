package io.voxlynx.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.InvalidInput;
import io.voxlynx.shared.PostgresForTests;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTrailTest {

    private static final Database DATABASE = PostgresForTests.database();

    private final AuditLog log = AuditForTests.log();
    private final AuditTrail trail = AuditForTests.trail();
    private final String actor = "actor-" + UUID.randomUUID();

    @AfterEach
    void forgetTheRequest() {
        Origin.end();
    }

    @Test
    void whatWasWrittenIsReadWithWhereItCameFrom() {
        Origin.begin(new Origin("192.0.2.7", "request-7"));
        AuditEntry entry = new AuditEntry(
                actor, UUID.randomUUID(), "user.revoked", "somebody", Map.of("from", "new", "to", "\"revoked\""));

        log.refused(entry);

        AuditRecord written = mine(null, 10).get(0);
        assertThat(written.entry()).isEqualTo(entry);
        assertThat(written.address()).isEqualTo("192.0.2.7");
        assertThat(written.requestId()).isEqualTo("request-7");
        assertThat(written.at()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void aThreadThatWasMadeDuringARequestDoesNothingInItsName() throws InterruptedException {
        Origin.begin(new Origin("192.0.2.7", "request-7"));
        AuditEntry entry = new AuditEntry(actor, null, "campaign.paused", "somebody's", Map.of());
        Thread pooled = new Thread(() -> log.changed(entry));
        pooled.start();
        pooled.join();

        AuditRecord written = mine(null, 10).get(0);
        assertThat(written.entry()).isEqualTo(entry);
        assertThat(written.address()).isNull();
        assertThat(written.requestId()).isNull();
    }

    @Test
    void whatNoRequestCausedAndNobodyKnownDidIsWrittenToo() {
        AuditEntry entry = new AuditEntry(null, null, "access.unauthenticated", "target-" + actor, Map.of());

        log.refused(entry);

        assertThat(AuditForTests.about(entry.target())).containsExactly(entry);
    }

    @Test
    void goesOnWhereThePageBeforeEnded() {
        write(7);

        List<Long> read = new ArrayList<>();
        List<AuditRecord> page = mine(null, 3);
        while (!page.isEmpty()) {
            page.forEach(entry -> read.add(entry.id()));
            page = mine(read.get(read.size() - 1), 3);
        }

        assertThat(read).hasSize(7).doesNotHaveDuplicates().isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void newEntriesDoNotMoveLaterPages() {
        write(4);
        List<AuditRecord> first = mine(null, 2);

        write(3);

        assertThat(mine(first.get(1).id(), 10)).hasSize(2);
    }

    @Test
    void filtersByActorActionTargetAndTime() {
        Stream.of("a.one t1", "a.two t1", "a.two t2")
                .map(entry -> entry.split(" "))
                .forEach(entry -> log.refused(new AuditEntry(actor, null, entry[0], entry[1], Map.of())));
        List<Instant> times = mine(null, 10).stream().map(AuditRecord::at).toList();

        assertThat(found("a.two", null, null, null)).containsExactly("t2", "t1");
        assertThat(found(null, "t1", null, null)).containsExactly("t1", "t1");
        assertThat(found("a.one", "t2", null, null)).isEmpty();
        assertThat(found(null, null, times.get(0), null)).containsExactly("t2");
        assertThat(found(null, null, null, times.get(1))).containsExactly("t1");
        assertThat(found(null, null, times.get(1), times.get(0))).containsExactly("t1");
    }

    @Test
    void anEntryThatIsNotThereIsNowhereToGoOnFrom() {
        assertThatThrownBy(() -> mine(Long.MAX_VALUE, 1)).isInstanceOf(InvalidInput.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_log set actor = 'somebody else'",
                "delete from audit_log",
                "delete from audit_log where false",
                "truncate audit_log"
            })
    void nothingIsEverChanged(String statement) {
        write(1);

        assertThatThrownBy(() -> DATABASE.useTransaction(handle -> handle.execute(statement)))
                .rootCause()
                .hasMessageContaining("append-only");

        assertThat(mine(null, 10)).hasSize(1);
    }

    static Stream<AuditFilter> questions() {
        Instant day = Instant.parse("2026-01-10T00:00:00Z");
        Instant next = day.plus(1, ChronoUnit.DAYS);
        return Stream.of(null, day)
                .flatMap(from -> Stream.of(
                        new AuditFilter(null, null, null, from, next),
                        new AuditFilter("someone", null, null, from, next),
                        new AuditFilter(null, "access.forbidden", null, from, next),
                        new AuditFilter(null, null, "GET /api/agents", from, next),
                        new AuditFilter("someone", "access.forbidden", "GET /api/agents", from, null)));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void aPageIsReadInTheOrderOfAnIndex(AuditFilter filter) {
        for (Long before : new Long[] {null, 1L}) {
            assertThat(plan(filter, before))
                    .contains("Index Scan using audit_log_")
                    .doesNotContain("Seq Scan", "Sort");
        }
    }

    private static String plan(AuditFilter filter, Long before) {
        return DATABASE.inTransaction(db -> {
            db.execute(AuditTrail.ALONG_AN_INDEX);
            Query query = db.createQuery("explain " + AuditTrail.pageOf(filter, before));
            query.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
            return String.join(
                    "\n",
                    AuditTrail.bound(query, filter, before, Instant.now())
                            .bind("limit", 50)
                            .mapTo(String.class)
                            .list());
        });
    }

    private void write(int entries) {
        IntStream.range(0, entries)
                .forEach(n -> log.refused(new AuditEntry(actor, null, "access.forbidden", "x", Map.of())));
    }

    private List<AuditRecord> mine(Long before, int limit) {
        return trail.read(new AuditFilter(actor, null, null, null, null), before, limit);
    }

    /** The targets of my entries. */
    private List<String> found(String action, String target, Instant from, Instant until) {
        return trail.read(new AuditFilter(actor, action, target, from, until), null, 10).stream()
                .map(read -> read.entry().target())
                .toList();
    }
}
