package io.voxlynx.sandbox.vapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static final int MANY = 20_000;

    @Test
    void isTheSameForTheSameSeedAndNumber() {
        assertThat(outcomes(new Behaviour(500, 1000, 0.6, 3, 10)))
                .isEqualTo(outcomes(new Behaviour(500, 1000, 0.6, 3, 10)));
    }

    @Test
    void changesWithTheSeed() {
        assertThat(outcomes(new Behaviour(500, 1000, 0.6, 3, 10)))
                .isNotEqualTo(outcomes(new Behaviour(500, 1000, 0.6, 4, 10)));
    }

    @Test
    void keepsToTheMeansAndTheAnswerRate() {
        var all = outcomes(new Behaviour(1000, 4000, 0.7, 3, 10));
        var answered = all.stream()
                .filter(outcome -> outcome.connected() && !outcome.endedReason().equals("voicemail"))
                .toList();
        assertThat(answered.size() / (double) MANY).isCloseTo(0.7, within(0.02));
        assertThat(answered.stream().mapToLong(Outcome::ringMillis).average().orElseThrow())
                .isCloseTo(1000, within(20.0));
        assertThat(answered.stream().mapToLong(Outcome::talkMillis).average().orElseThrow())
                .isCloseTo(4000, within(100.0));
    }

    @Test
    void endsForEveryReasonThatThereIs() {
        Set<String> reasons = outcomes(new Behaviour(1000, 4000, 0.6, 3, 10)).stream()
                .map(Outcome::endedReason)
                .collect(Collectors.toSet());
        assertThat(reasons)
                .contains(
                        "customer-ended-call",
                        "assistant-ended-call",
                        "silence-timed-out",
                        "voicemail",
                        "customer-busy",
                        "customer-did-not-answer",
                        "twilio-failed-to-connect-call",
                        "pipeline-error-openai-llm-failed");
    }

    @Test
    void talksOnlyWhenSomebodyPicksUp() {
        assertThat(outcomes(new Behaviour(1000, 4000, 0, 3, 10)))
                .allMatch(outcome -> outcome.connected() == outcome.talkMillis() > 0)
                .allMatch(
                        outcome -> outcome.connected() == outcome.endedReason().equals("voicemail"));
    }

    private static List<Outcome> outcomes(Behaviour behaviour) {
        return IntStream.range(0, MANY)
                .mapToObj(i -> Outcome.of(behaviour, "+1202555" + (10_000 + i)))
                .toList();
    }
}
