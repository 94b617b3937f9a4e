package io.voxlynx.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AnalysisBookTest {

    private static final Duration NOW = Duration.ZERO;
    private static final Duration LATER = Duration.ofMinutes(1);
    private static final int ALL = 10_000;

    private static final AnalysisBook BOOK = new AnalysisBook();
    private static final Analyses ANALYSES = new Analyses();

    @BeforeAll
    static void open() {
        BOOK.database = PostgresForTests.database();
        ANALYSES.database = PostgresForTests.database();
    }

    @Test
    void aSessionIsAnalysedByOneAtATimeAndAfterItsDelay() {
        UUID soon = session("COMPLETED");
        UUID later = session("COMPLETED");
        BOOK.order(soon, NOW);
        BOOK.order(later, LATER);

        assertThat(BOOK.due(ALL)).contains(soon).doesNotContain(later);
        assertThat(BOOK.due(ALL)).doesNotContain(soon);
        assertThat(BOOK.take(later, LATER)).isEmpty();
        assertThat(BOOK.take(soon, LATER)).hasValue(1);
        assertThat(BOOK.take(soon, LATER)).isEmpty();
    }

    @Test
    void whoeverDiesLosesItWhenHisLeaseIsOver() {
        UUID id = ordered();
        BOOK.take(id, NOW);

        assertThat(BOOK.due(ALL)).contains(id);
        assertThat(BOOK.take(id, LATER)).hasValue(2);
    }

    @Test
    void anAnalysisIsThereOnceItIsUnderstood() {
        UUID id = ordered();
        BOOK.take(id, LATER);
        assertThat(ANALYSES.of(id)).isEmpty();

        BOOK.understood(id, 1, analysis("It went well."), NOW);

        assertThat(ANALYSES.of(id)).contains(analysis("It went well."));
        assertThat(BOOK.due(ALL)).doesNotContain(id);
        assertThat(BOOK.take(id, NOW)).isEmpty();
    }

    @Test
    void itRestsAfterAFailureAndEndsWhenItIsGivenUp() {
        UUID id = ordered();
        BOOK.take(id, LATER);
        BOOK.failed(id, 1, "HTTP 500", LATER);
        assertThat(BOOK.take(id, LATER)).isEmpty();

        UUID other = ordered();
        BOOK.take(other, LATER);
        BOOK.failed(other, 1, "HTTP 500", NOW);
        assertThat(BOOK.take(other, LATER)).hasValue(2);
        BOOK.givenUp(other, 2, "HTTP 500", NOW);
        assertThat(BOOK.take(other, LATER)).isEmpty();
        assertThat(BOOK.due(ALL)).doesNotContain(other);
        assertThat(ANALYSES.of(other)).isEmpty();
    }

    @Test
    void theResultOfALostLeaseChangesNothing() {
        UUID id = ordered();
        BOOK.take(id, NOW);
        BOOK.take(id, LATER);

        BOOK.understood(id, 1, analysis("Too late."), NOW);
        BOOK.givenUp(id, 1, "too late", NOW);
        BOOK.failed(id, 1, "too late", NOW);
        BOOK.silent(id, 1);

        assertThat(ANALYSES.of(id)).isEmpty();
        BOOK.understood(id, 2, analysis("In time."), NOW);
        assertThat(ANALYSES.of(id)).contains(analysis("In time."));
    }

    @Test
    void wordsThatComeWhileItRunsHaveItMadeAgain() {
        UUID id = ordered();
        BOOK.take(id, LATER);
        BOOK.orderAgain(id, LATER);
        assertThat(BOOK.take(id, LATER)).isEmpty();

        BOOK.understood(id, 1, analysis("Half of it."), NOW);

        assertThat(ANALYSES.of(id)).contains(analysis("Half of it."));
        assertThat(BOOK.take(id, LATER)).hasValue(1);
        BOOK.understood(id, 1, analysis("All of it."), NOW);
        assertThat(ANALYSES.of(id)).contains(analysis("All of it."));
        assertThat(BOOK.take(id, LATER)).isEmpty();
    }

    @Test
    void wordsThatComeAfterItHaveItMadeAgainAndTheOldOneStaysMeanwhile() {
        UUID id = ordered();
        BOOK.take(id, LATER);
        BOOK.understood(id, 1, analysis("Half of it."), NOW);

        BOOK.orderAgain(id, NOW);

        assertThat(ANALYSES.of(id)).contains(analysis("Half of it."));
        assertThat(BOOK.take(id, LATER)).hasValue(1);
        BOOK.givenUp(id, 1, "HTTP 400", NOW);
        assertThat(ANALYSES.of(id)).contains(analysis("Half of it."));
    }

    @Test
    void wordsThatComeAfterItWasGivenUpAreANewChance() {
        UUID id = ordered();
        BOOK.take(id, LATER);
        BOOK.givenUp(id, 1, "HTTP 400", NOW);

        BOOK.orderAgain(id, NOW);

        assertThat(BOOK.take(id, LATER)).hasValue(1);
    }

    @Test
    void wordsDoNotHastenWhatWaits() {
        UUID id = session("COMPLETED");
        BOOK.order(id, LATER);

        BOOK.orderAgain(id, NOW);

        assertThat(BOOK.take(id, LATER)).isEmpty();
    }

    @Test
    void wordsOfASessionThatLastsAskForNothing() {
        UUID id = session("ACTIVE");

        BOOK.orderAgain(id, NOW);

        assertThat(BOOK.take(id, LATER)).isEmpty();
    }

    @Test
    void silenceLeavesNothingBehindUnlessWordsCame() {
        UUID silent = ordered();
        BOOK.take(silent, LATER);
        BOOK.silent(silent, 1);
        assertThat(BOOK.take(silent, NOW)).isEmpty();
        BOOK.orderAgain(silent, NOW);
        assertThat(BOOK.take(silent, NOW)).hasValue(1);

        UUID interrupted = ordered();
        BOOK.take(interrupted, NOW);
        BOOK.orderAgain(interrupted, NOW);
        BOOK.silent(interrupted, 1);
        assertThat(BOOK.take(interrupted, NOW)).hasValue(2);
    }

    @Test
    void itReadsTheLastWordsInTheirOrder() {
        UUID id = session("COMPLETED");
        say(id, 1, "first");
        say(id, 3, "third");
        say(id, 2, "second");

        assertThat(BOOK.words(id, 1000)).extracting(TranscriptEntry::text).containsExactly("first", "second", "third");
        assertThat(BOOK.words(id, 10)).extracting(TranscriptEntry::text).containsExactly("second", "third");
        assertThat(BOOK.words(id, 1)).extracting(TranscriptEntry::text).containsExactly("third");
        assertThat(BOOK.words(UUID.randomUUID(), 1000)).isEmpty();
    }

    private static CallAnalysis analysis(String summary) {
        return new CallAnalysis(
                summary,
                Sentiment.NEUTRAL,
                new BigDecimal("-0.125"),
                List.of("a \"topic\", {odd}"),
                "None.",
                List.of());
    }

    private static UUID ordered() {
        UUID id = session("COMPLETED");
        BOOK.order(id, NOW);
        return id;
    }

    private static UUID session(String status) {
        Database database = PostgresForTests.database();
        UUID session = SessionRows.session(database, "voice-1", SessionRows.agent(database, "voice-1"));
        database.useTransaction(
                handle -> handle.execute("update sessions set status = ? where id = ?", status, session));
        return session;
    }

    private static void say(UUID session, int second, String text) {
        PostgresForTests.database()
                .useTransaction(handle -> handle.execute(
                        "insert into transcripts (session_id, entry_key, speaker, text, spoken_at)"
                                + " values (?, ?, 'user', ?, to_timestamp(?))",
                        session,
                        text,
                        text,
                        second));
    }
}
