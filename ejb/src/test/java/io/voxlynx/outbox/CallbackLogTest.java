package io.voxlynx.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.PostgresForTests;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CallbackLogTest {

    private static final Instant DAY = Instant.parse("2026-01-10T00:00:00Z");

    static Stream<CallbackFilter> questions() {
        Instant next = DAY.plus(1, ChronoUnit.DAYS);
        UUID campaign = UUID.randomUUID();
        return Stream.of(null, "someone")
                .flatMap(owner -> Stream.of(
                        new CallbackFilter(owner, null, null, null, null, null, null, null),
                        new CallbackFilter(owner, null, "call.ended", null, null, "a.example", DAY, next),
                        new CallbackFilter(owner, CallbackState.dead, null, null, null, "a.example", DAY, null),
                        new CallbackFilter(owner, CallbackState.pending, null, null, null, null, DAY, null),
                        new CallbackFilter(owner, null, null, campaign, null, null, null, null)));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void aPageIsReadInTheOrderOfAnIndex(CallbackFilter filter) {
        for (CallbackLog.Place reached : new CallbackLog.Place[] {null, new CallbackLog.Place(DAY, 1)}) {
            assertThat(plan(filter, reached))
                    .contains("Index Scan using callbacks_")
                    .doesNotContain("Seq Scan", "Sort");
        }
    }

    /** The few that are about one subject are sorted. */
    @Test
    void whatIsAboutOneSubjectIsFoundByIt() {
        CallbackFilter filter = new CallbackFilter(null, null, null, null, UUID.randomUUID(), null, null, null);

        assertThat(plan(filter, null)).contains("callbacks_of_subject").doesNotContain("Seq Scan");
    }

    private static String plan(CallbackFilter filter, CallbackLog.Place reached) {
        return PostgresForTests.database().inTransaction(db -> {
            db.execute(CallbackLog.way(filter));
            Query query = db.createQuery("explain " + CallbackLog.pageOf(filter, reached));
            query.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
            return String.join(
                    "\n",
                    CallbackLog.bound(query, filter, reached)
                            .bind("limit", 50)
                            .mapTo(String.class)
                            .list());
        });
    }
}
