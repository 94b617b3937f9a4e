package io.voxlynx.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jdbi.v3.core.Handle;

/** Reports in any order, late, early and repeated. */
class SessionFoldTest {

    private static final Instant CREATED = Instant.parse("2026-03-01T23:59:30Z");
    private static final Database DATABASE = PostgresForTests.database();
    private static final SessionsForTests TEST = new SessionsForTests();

    /** @param mark reports with the same one are the same, delivered again */
    record Said(int mark, SessionStatus status, CallState callState, int secondsAfter) {

        SessionReport report() {
            Instant at = CREATED.plusSeconds(secondsAfter);
            return new SessionReport("said", status, callState, "said:" + mark, at, "reason_" + mark, null);
        }
    }

    @Provide
    Arbitrary<List<Said>> life() {
        Arbitrary<Said> said = Combinators.combine(
                        Arbitraries.integers().between(0, 1_000_000),
                        Arbitraries.of(SessionStatus.class).injectNull(0.3),
                        Arbitraries.of(CallState.class).injectNull(0.5),
                        Arbitraries.integers().between(-60, 600))
                .as(Said::new);
        return said.list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .flatMap(distinct -> Arbitraries.of(distinct).list().ofMaxSize(12));
    }

    @Provide
    Arbitrary<Direction> directions() {
        return Arbitraries.of(Direction.class).injectNull(0.4);
    }

    @Property(tries = 300)
    void aSessionNeverGoesBackAndItsEndStays(
            @ForAll("life") List<Said> life, @ForAll("directions") Direction direction) {
        TEST.ended.events.clear();
        TEST.callMoved.events.clear();
        DATABASE.useTransaction(db -> {
            UUID id = TEST.begin(direction, CREATED);
            Set<Integer> known = new HashSet<>();
            for (Said said : life) {
                VoiceSession before = session(id);
                boolean isNew = TEST.sessions.apply(id, said.report(), null);
                VoiceSession after = session(id);

                assertThat(isNew).isEqualTo(known.add(said.mark()));
                if (!isNew) {
                    assertThat(after).isEqualTo(before);
                }
                assertThat(after.status().after(before.status())).isEqualTo(after.status());
                assertThat(after.isOver() || !before.isOver()).isTrue();
                if (before.isOver()) {
                    assertThat(after.status()).isEqualTo(before.status());
                    assertThat(after.callState()).isEqualTo(before.callState());
                    assertThat(after.endedAt()).isEqualTo(before.endedAt());
                    assertThat(after.endReason()).isEqualTo(before.endReason());
                }
                assertThatItMakesSense(after);
            }
            assertThat(session(id).isOver() ? 1 : 0).isEqualTo(TEST.ended.events.size());
            assertThat(new HashSet<>(states())).hasSameSizeAs(states());
            assertThat(states()).isSorted();
            assertThat(events(id)).isEqualTo(1 + known.size());
        });
    }

    @Example
    void whatIsStillToBeDoneAfterTheEndIsNotForgottenForALaterWord() {
        DATABASE.useTransaction(db -> {
            UUID id = TEST.begin(Direction.OUTBOUND, CREATED);
            TEST.sessions.apply(id, SessionReport.once("ended", CallState.FAILED, "canceled", CREATED), null);
            db.execute("update sessions set due_at = ? where id = ?", CREATED.atOffset(ZoneOffset.UTC), id);

            TEST.sessions.apply(id, SessionReport.once("room_finished", SessionStatus.COMPLETED, null, CREATED), null);

            assertThat(dueAt(db, id)).isEqualTo(CREATED);
        });
    }

    @Example
    void noSessionLivesWithoutATimeAtWhichItIsLookedAt() {
        DATABASE.useTransaction(db -> {
            for (Direction direction : Direction.values()) {
                assertThat(dueAt(db, TEST.begin(direction, CREATED))).isNotNull();
            }
            assertThat(dueAt(db, TEST.begin(null, CREATED))).isNotNull();
        });
    }

    private static Instant dueAt(Handle db, UUID id) {
        return db.createQuery("select due_at from sessions where id = ?")
                .bind(0, id)
                .mapTo(Instant.class)
                .one();
    }

    private static void assertThatItMakesSense(VoiceSession session) {
        assertThat(session.callState() == null).isEqualTo(session.direction() == null);
        if (session.callState() != null) {
            assertThat(session.callState().session()).isEqualTo(session.status());
        }
        assertThat(session.endedAt() != null).isEqualTo(session.isOver());
        if (session.status() == SessionStatus.ACTIVE) {
            assertThat(session.startedAt()).isNotNull();
        }
        if (session.startedAt() != null) {
            assertThat(session.startedAt()).isAfterOrEqualTo(session.createdAt());
        }
        if (session.startedAt() != null && session.isOver()) {
            assertThat(session.durationSeconds()
                            .multiply(BigDecimal.valueOf(1000))
                            .longValueExact())
                    .isEqualTo(Duration.between(session.startedAt(), session.endedAt())
                            .toMillis())
                    .isNotNegative();
        } else {
            assertThat(session.durationSeconds()).isNull();
        }
    }

    private static List<CallState> states() {
        return TEST.callMoved.events.stream().map(CallStateChanged::state).toList();
    }

    private static VoiceSession session(UUID id) {
        return TEST.sessions.find(id).orElseThrow();
    }

    private static int events(UUID id) {
        return DATABASE.inTransaction(db -> db.createQuery("select count(*) from session_events where session_id = ?")
                .bind(0, id)
                .mapTo(Integer.class)
                .one());
    }
}
