package io.voxlynx.session;

import java.time.Duration;
import java.util.List;

/** Makes something of what was said. May take half a minute, so never within a transaction. */
public interface SessionAnalyst {

    /** False where nobody was engaged: then nothing is to be analysed. */
    boolean isEngaged();

    /** @param words in the order in which they were said, at least one */
    Verdict analyse(List<TranscriptEntry> words);

    /** What came of it. */
    sealed interface Verdict {}

    record Understood(CallAnalysis analysis) implements Verdict {}

    /**
     * There is no analysis.
     *
     * @param reason in our words, without anything of the conversation
     * @param mayGetBetter asking again later may help
     * @param pause how long not to ask again, where the other side said so; else null
     */
    record Failed(String reason, boolean mayGetBetter, Duration pause) implements Verdict {}
}
