package io.voxlynx.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.session.CallAnalysis;
import io.voxlynx.session.Sentiment;
import io.voxlynx.session.SessionAnalyst.Failed;
import io.voxlynx.session.SessionAnalyst.Understood;
import io.voxlynx.session.SessionAnalyst.Verdict;
import jakarta.json.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiAnswerTest {

    private static final String GOOD = """
            {"summary":"Ann moved her appointment.","sentiment":"positive","sentiment_score":0.8,
             "topics":["appointment","opening hours"],"outcome":"Moved to Friday.","action_items":["Send a reminder."]}""";

    @Test
    void anAnswerIsReadWhole() {
        assertThat(GeminiAnswer.read(answering(GOOD)))
                .isEqualTo(new CallAnalysis(
                        "Ann moved her appointment.",
                        Sentiment.POSITIVE,
                        new BigDecimal("0.800"),
                        List.of("appointment", "opening hours"),
                        "Moved to Friday.",
                        List.of("Send a reminder.")));
    }

    @Test
    void whatNobodyAskedForIsIgnored() {
        String more = GOOD.replaceFirst("\\{", "{\"confidence\":{\"deep\":[1]},\"status\":\"COMPLETED\",");

        assertThat(GeminiAnswer.read(answering(more))).isEqualTo(GeminiAnswer.read(answering(GOOD)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"```json\n%s\n```", "```\n%s```", "  ```json %s ```\n", "\n\n%s  "})
    void aFenceIsOnlyPackaging(String packaging) {
        assertThat(GeminiAnswer.read(answering(packaging.formatted(GOOD))))
                .isEqualTo(GeminiAnswer.read(answering(GOOD)));
    }

    @Test
    void thoughtsAreNoPartOfTheAnswerAndPartsBelongTogether() {
        String body = """
                {"candidates":[{"content":{"role":"model","parts":[
                  {"text":"Let me see.","thought":true},{"text":%s},{"text":%s}]},"finishReason":"STOP"}]}""".formatted(Json.createValue(GOOD.substring(0, 40)), Json.createValue(GOOD.substring(40)));

        assertThat(GeminiAnswer.read(body)).isEqualTo(GeminiAnswer.read(answering(GOOD)));
    }

    @Test
    void emptyListsAreFine() {
        String none = GOOD.replace("[\"appointment\",\"opening hours\"]", "[]").replace("[\"Send a reminder.\"]", "[]");

        assertThat(GeminiAnswer.read(answering(none)).topics()).isEmpty();
        assertThat(GeminiAnswer.read(answering(none)).actionItems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "summary":"Ann moved her appointment." | "summary":""
            "summary":"Ann moved her appointment." | "summary":"  "
            "summary":"Ann moved her appointment." | "summary":null
            "summary":"Ann moved her appointment." | "summary":5
            "summary":"Ann moved her appointment." | "summary":["Ann"]
            "summary":"Ann moved her appointment." | "summary":"a\\u0000b"
            "summary":"Ann moved her appointment." | "summary":"a\\ud800b"
            "summary":"Ann moved her appointment." | "resume":"x"
            "sentiment":"positive"                 | "sentiment":"Positive"
            "sentiment":"positive"                 | "sentiment":"mixed"
            "sentiment":"positive"                 | "sentiment":null
            "sentiment":"positive"                 | "sentiment":1
            "sentiment":"positive"                 | "mood":"positive"
            "sentiment_score":0.8                  | "sentiment_score":"0.8"
            "sentiment_score":0.8                  | "sentiment_score":1.001
            "sentiment_score":0.8                  | "sentiment_score":-1.0001
            "sentiment_score":0.8                  | "sentiment_score":80
            "sentiment_score":0.8                  | "sentiment_score":1e400
            "sentiment_score":0.8                  | "sentiment_score":-1e999999999
            "sentiment_score":0.8                  | "sentiment_score":1e99999999999999999999
            "sentiment_score":0.8                  | "sentiment_score":NaN
            "sentiment_score":0.8                  | "sentiment_score":Infinity
            "sentiment_score":0.8                  | "sentiment_score":null
            "sentiment_score":0.8                  | "sentiment_score":[0.8]
            "sentiment_score":0.8                  | "score":0.8
            "topics":["appointment","opening hours"] | "topics":"appointment"
            "topics":["appointment","opening hours"] | "topics":["appointment",5]
            "topics":["appointment","opening hours"] | "topics":["appointment",null]
            "topics":["appointment","opening hours"] | "topics":["appointment",""]
            "topics":["appointment","opening hours"] | "topics":{"0":"appointment"}
            "topics":["appointment","opening hours"] | "topics":null
            "topics":["appointment","opening hours"] | "tags":[]
            "outcome":"Moved to Friday."           | "outcome":""
            "outcome":"Moved to Friday."           | "outcome":true
            "outcome":"Moved to Friday."           | "result":"x"
            "action_items":["Send a reminder."]    | "action_items":"Send a reminder."
            "action_items":["Send a reminder."]    | "action_items":[{"do":"x"}]
            "action_items":["Send a reminder."]    | "todo":[]
            """)
    void aPartThatIsMissingOrWrongSpoilsTheAnswer(String part, String instead) {
        assertThat(GOOD).contains(part);
        String body = answering(GOOD.replace(part, instead));

        assertThatThrownBy(() -> GeminiAnswer.read(body))
                .isInstanceOf(UnusableAnswer.class)
                .hasMessageMatching("(no|unusable) [a-zA-Z_ ]+");
    }

    @Test
    void nothingIsReadThatIsTooLong() {
        assertUnusable(GOOD.replace("Ann moved", "x".repeat(4000)));
        assertUnusable(GOOD.replace("appointment\",", "x".repeat(201) + "\","));
        assertUnusable(GOOD.replace("Moved to", "x".repeat(1000)));
        assertUnusable(GOOD.replace("Send a", "x".repeat(500)));
        String many =
                IntStream.range(0, 21).mapToObj(i -> "\"t" + i + "\"").toList().toString();
        assertUnusable(GOOD.replace("[\"appointment\",\"opening hours\"]", many));
        assertUnusable(GOOD.replace("[\"Send a reminder.\"]", many));
    }

    private static void assertUnusable(String text) {
        assertThatThrownBy(() -> GeminiAnswer.read(answering(text))).isInstanceOf(UnusableAnswer.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "5",
                "{",
                "{}",
                "<html></html>",
                "{\"candidates\":null}",
                "{\"candidates\":[]}",
                "{\"candidates\":[5]}",
                "{\"candidates\":{}}",
                "{\"candidates\":[{}]}",
                "{\"candidates\":[{\"finishReason\":\"SAFETY\"}]}",
                "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}",
                "{\"candidates\":[{\"content\":{}}]}",
                "{\"candidates\":[{\"content\":{\"parts\":[]}}]}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":5}]}}]}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{}}]}}]}",
            })
    void aBodyWithoutAnAnswerIsUnusable(String body) {
        assertThatThrownBy(() -> GeminiAnswer.read(body)).isInstanceOf(UnusableAnswer.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I cannot do that.",
                "Here you are: {}",
                "{\"summary\":",
                "[]",
                "\"text\"",
                "```json",
                "``````",
                "{} {}",
            })
    void aTextThatIsNoJsonObjectIsUnusable(String text) {
        assertUnusable(text);
    }

    @Test
    void nestingWithoutEndIsUnusable() {
        assertUnusable("{\"a\":" + "[".repeat(200_000));
        assertThatThrownBy(() -> GeminiAnswer.read("[".repeat(200_000))).isInstanceOf(UnusableAnswer.class);
    }

    @Property
    void whateverIsAnsweredIsUnderstoodOrFailed(@ForAll String text) {
        Verdict verdict = GeminiAnalyst.verdict(new GeminiReply(200, null, answering(text)));

        assertThat(verdict).isInstanceOf(Failed.class);
    }

    @Property
    void everyScoreWithinBoundsIsTaken(@ForAll double score) {
        Verdict verdict = GeminiAnalyst.verdict(new GeminiReply(
                200,
                null,
                answering(GOOD.replace("0.8", BigDecimal.valueOf(score).toString()))));

        if (Math.abs(score) <= 1) {
            assertThat(verdict).isInstanceOf(Understood.class);
        } else {
            assertThat(verdict).isInstanceOf(Failed.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, false",
        "401, false",
        "403, false",
        "404, false",
        "301, false",
        "408, true",
        "429, true",
        "500, true",
        "503, true"
    })
    void whatItWouldAnswerAgainIsNotAskedAgain(int status, boolean mayGetBetter) {
        assertThat(GeminiAnalyst.verdict(new GeminiReply(status, Duration.ofSeconds(7), "{}")))
                .isEqualTo(new Failed("HTTP " + status, mayGetBetter, Duration.ofSeconds(7)));
    }

    private static String answering(String text) {
        return Json.createObjectBuilder()
                .add(
                        "candidates",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add(
                                                "content",
                                                Json.createObjectBuilder()
                                                        .add("role", "model")
                                                        .add(
                                                                "parts",
                                                                Json.createArrayBuilder()
                                                                        .add(Json.createObjectBuilder()
                                                                                .add("text", text))))
                                        .add("finishReason", "STOP")))
                .build()
                .toString();
    }
}
