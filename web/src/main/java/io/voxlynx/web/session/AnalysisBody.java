package io.voxlynx.web.session;

import io.voxlynx.session.CallAnalysis;
import jakarta.json.bind.annotation.JsonbProperty;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Nullable as a whole, because a document of this version cannot say that of a reference to it. */
@Schema(name = "CallAnalysis", description = "What a language model made of the conversation", nullable = true)
public record AnalysisBody(
        @Schema(required = true) String summary,

        @Schema(
                required = true,
                enumeration = {"positive", "neutral", "negative"})
        String sentiment,

        @Schema(required = true, name = "sentiment_score", minimum = "-1", maximum = "1")
        @JsonbProperty("sentiment_score")
        BigDecimal sentimentScore,

        @Schema(required = true) List<String> topics,
        @Schema(required = true) String outcome,

        @Schema(required = true, name = "action_items") @JsonbProperty("action_items")
        List<String> actionItems) {

    public static AnalysisBody of(CallAnalysis analysis) {
        return new AnalysisBody(
                analysis.summary(),
                analysis.sentiment().name().toLowerCase(Locale.ROOT),
                analysis.sentimentScore(),
                analysis.topics(),
                analysis.outcome(),
                analysis.actionItems());
    }
}
