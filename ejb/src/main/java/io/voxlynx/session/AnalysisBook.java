package io.voxlynx.session;

import io.voxlynx.shared.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.statement.Update;

/** What the rows say: which sessions wait to be analysed, which are being analysed, what came of it. */
@ApplicationScoped
class AnalysisBook {

    /** A hint that nobody followed is repeated after this. */
    private static final Duration HINT_AGAIN = Duration.ofSeconds(30);

    @Inject
    Database database;

    /** A session is over; once, whatever it hears later. */
    void order(UUID sessionId, Duration delay) {
        database.useTransaction(handle -> handle.createUpdate("""
                        insert into analyses (session_id, state, not_before, due_at)
                        values (:id, 'PENDING', clock_timestamp() + make_interval(secs => :delay),
                            clock_timestamp() + make_interval(secs => :delay))
                        on conflict (session_id) do nothing""")
                .bind("id", sessionId)
                .bind("delay", seconds(delay))
                .execute());
    }

    /**
     * Words came. For a session that is over there is to be a new analysis; one that is on is made again after it.
     * Nothing happens while the session lasts.
     */
    void orderAgain(UUID sessionId, Duration delay) {
        database.useTransaction(handle -> handle.createUpdate("""
                        insert into analyses (session_id, state, not_before, due_at)
                        select id, 'PENDING', clock_timestamp() + make_interval(secs => :delay),
                            clock_timestamp() + make_interval(secs => :delay)
                        from sessions where id = :id and status in ('COMPLETED', 'FAILED')
                        on conflict (session_id) do update set
                            stale = analyses.state = 'RUNNING',
                            state = case when analyses.state = 'RUNNING' then 'RUNNING' else 'PENDING' end,
                            tries = case when analyses.state in ('DONE', 'FAILED') then 0 else analyses.tries end,
                            not_before = case when analyses.state in ('DONE', 'FAILED') then excluded.not_before
                                else analyses.not_before end,
                            due_at = case when analyses.state in ('DONE', 'FAILED') then excluded.due_at
                                else analyses.due_at end""")
                .bind("id", sessionId)
                .bind("delay", seconds(delay))
                .execute());
    }

    /**
     * Takes it for one try, which counts from now on. Nobody else takes it until the lease is over.
     *
     * @return the number of the try, from 1; empty if it is not its turn
     */
    OptionalInt take(UUID sessionId, Duration lease) {
        Optional<Integer> tries = database.inTransaction(handle -> handle.createQuery("""
                        update analyses set state = 'RUNNING', stale = false, tries = tries + 1,
                            not_before = clock_timestamp() + make_interval(secs => :lease),
                            due_at = clock_timestamp() + make_interval(secs => :lease)
                        where session_id = (
                            select session_id from analyses
                            where session_id = :id and state in ('PENDING', 'RUNNING')
                                and not_before <= clock_timestamp()
                            for no key update skip locked)
                        returning tries""")
                .bind("id", sessionId)
                .bind("lease", seconds(lease))
                .mapTo(Integer.class)
                .findOne());
        return tries.isPresent() ? OptionalInt.of(tries.get()) : OptionalInt.empty();
    }

    /** The last words of the session in their order, about so many characters. */
    List<TranscriptEntry> words(UUID sessionId, int characters) {
        return database.inTransaction(handle -> handle.createQuery("""
                        select speaker, text, spoken_at from (
                            select id, speaker, text, spoken_at,
                                sum(length(speaker) + length(text)) over (order by spoken_at desc, id desc)
                                    - length(speaker) - length(text) as after_it
                            from transcripts where session_id = :id) as spoken
                        where after_it < :characters order by spoken_at, id""")
                .bind("id", sessionId)
                .bind("characters", characters)
                .map((row, context) -> new TranscriptEntry(
                        row.getString(1), row.getString(2), row.getTimestamp(3).toInstant()))
                .list());
    }

    /** The analysis is there. If words came meanwhile, a new one is made after the delay. */
    void understood(UUID sessionId, int tries, CallAnalysis analysis, Duration delay) {
        finish(
                """
                set state = case when stale then 'PENDING' else 'DONE' end, %s note = null,
                    finished_at = clock_timestamp(), summary = :summary, sentiment = :sentiment,
                    sentiment_score = :score, topics = :topics, outcome = :outcome, action_items = :items""",
                sessionId,
                tries,
                delay,
                update -> update.bind("summary", analysis.summary())
                        .bind("sentiment", analysis.sentiment().name())
                        .bind("score", analysis.sentimentScore())
                        .bindArray("topics", String.class, analysis.topics().toArray())
                        .bind("outcome", analysis.outcome())
                        .bindArray("items", String.class, analysis.actionItems().toArray()));
    }

    /** There will be none, unless words came meanwhile or come later; one that was there stays. */
    void givenUp(UUID sessionId, int tries, String reason, Duration delay) {
        finish("""
                set state = case when stale then 'PENDING' else 'FAILED' end, %s note = :note,
                    finished_at = clock_timestamp()""", sessionId, tries, delay, update -> update.bind("note", reason));
    }

    private void finish(String change, UUID sessionId, int tries, Duration delay, UnaryOperator<Update> values) {
        String again = """
                stale = false, tries = case when stale then 0 else tries end,
                not_before = clock_timestamp() + make_interval(secs => :delay),
                due_at = case when stale then clock_timestamp() + make_interval(secs => :delay) end,""";
        database.useTransaction(handle -> values.apply(handle.createUpdate("update analyses "
                                + change.formatted(again)
                                + " where session_id = :id and state = 'RUNNING' and tries = :tries")
                        .bind("id", sessionId)
                        .bind("tries", tries)
                        .bind("delay", seconds(delay)))
                .execute());
    }

    /** It is tried again after the pause, then with all words that have come. */
    void failed(UUID sessionId, int tries, String reason, Duration pause) {
        database.useTransaction(handle -> handle.createUpdate("""
                        update analyses set state = 'PENDING', stale = false, note = :note,
                            not_before = clock_timestamp() + make_interval(secs => :pause),
                            due_at = clock_timestamp() + make_interval(secs => :pause)
                        where session_id = :id and state = 'RUNNING' and tries = :tries""")
                .bind("id", sessionId)
                .bind("tries", tries)
                .bind("note", reason)
                .bind("pause", seconds(pause))
                .execute());
    }

    /** Nothing was said, so there is nothing to be done; but if words came meanwhile, it stays and comes due. */
    void silent(UUID sessionId, int tries) {
        database.useTransaction(handle -> handle.createUpdate(
                        "delete from analyses where session_id = :id and state = 'RUNNING' and tries = :tries and not stale")
                .bind("id", sessionId)
                .bind("tries", tries)
                .execute());
    }

    /** Those that workers are to be told of; the same one not again for a while, or a backlog would flood the queue. */
    List<UUID> due(int limit) {
        return database.inTransaction(handle -> handle.createQuery("""
                        update analyses set due_at = clock_timestamp() + make_interval(secs => :again)
                        where session_id in (select session_id from analyses where due_at <= clock_timestamp()
                                             order by due_at limit :limit for no key update skip locked)
                        returning session_id""")
                .bind("again", seconds(HINT_AGAIN))
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
