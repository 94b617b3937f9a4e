package io.voxlynx.session;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a language model made of a conversation. Texts of somebody who cannot be trusted: bounded, storable, and of no
 * consequence to anything here.
 *
 * @param summary 1 to 4,000 characters
 * @param sentimentScore -1 to 1, three decimals
 * @param topics up to 20, each 1 to 200 characters
 * @param outcome 1 to 1,000 characters
 * @param actionItems up to 20, each 1 to 500 characters
 */
public record CallAnalysis(
        String summary,
        Sentiment sentiment,
        BigDecimal sentimentScore,
        List<String> topics,
        String outcome,
        List<String> actionItems) {

    private static final int SCORE_SCALE = 3;
    private static final int LONGEST_SUMMARY = 4000;
    private static final int LONGEST_TOPIC = 200;
    private static final int LONGEST_OUTCOME = 1000;
    private static final int LONGEST_ACTION_ITEM = 500;
    private static final int MOST_ITEMS = 20;

    /** @throws IllegalArgumentException naming the part that breaks its bounds, never quoting it */
    public CallAnalysis {
        requireText("summary", summary, LONGEST_SUMMARY);
        require("sentiment", sentiment != null);
        require(
                "sentiment_score",
                sentimentScore != null && sentimentScore.abs().compareTo(BigDecimal.ONE) <= 0);
        sentimentScore = sentimentScore.setScale(SCORE_SCALE, RoundingMode.HALF_UP);
        topics = texts("topics", topics, LONGEST_TOPIC);
        requireText("outcome", outcome, LONGEST_OUTCOME);
        actionItems = texts("action_items", actionItems, LONGEST_ACTION_ITEM);
    }

    private static List<String> texts(String part, List<String> texts, int longest) {
        require(part, texts != null && texts.size() <= MOST_ITEMS);
        texts.forEach(text -> requireText(part, text, longest));
        return List.copyOf(texts);
    }

    private static void requireText(String part, String text, int longest) {
        require(part, text != null && !text.isBlank() && text.length() <= longest && isStorable(text));
    }

    /** PostgreSQL keeps no NUL, and half a surrogate pair is no character in any encoding. */
    private static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static void require(String part, boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("unusable " + part);
        }
    }
}
