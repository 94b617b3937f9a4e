package io.voxlynx.web.openapi;

import io.voxlynx.web.http.RateLimitHeaders;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** Describes the headers that tell a caller what is left of his minute. */
final class LimitHeaders {

    private static final Map<String, String> DESCRIPTIONS = Map.of(
            RateLimitHeaders.LIMIT, "Requests a minute that count together with this one",
            RateLimitHeaders.REMAINING, "Of these, how many are left",
            RateLimitHeaders.RESET, "Seconds until all of them are there again");

    private static final List<String> ALWAYS =
            List.of(RateLimitHeaders.LIMIT, RateLimitHeaders.REMAINING, RateLimitHeaders.RESET);

    private LimitHeaders() {}

    static void describe(Components components) {
        ALWAYS.forEach(name -> components.addHeader(name, header(DESCRIPTIONS.get(name))));
        APIResponse tooMany = components.getResponses().get(CommonResponses.TOO_MANY);
        addTo(tooMany);
        // Of the caller's address, where it was counted.
        addTo(components.getResponses().get(CommonResponses.UNAUTHORIZED));
        tooMany.addHeader(
                RateLimitHeaders.RETRY_AFTER,
                header("Seconds until the next request is let through").required(true));
    }

    /** Those that refer to a common answer cannot have headers of their own. */
    static void addToSuccesses(APIResponses responses) {
        responses.getAPIResponses().entrySet().stream()
                .filter(response -> response.getKey().startsWith("2"))
                .map(Map.Entry::getValue)
                .filter(response -> response.getRef() == null)
                .forEach(LimitHeaders::addTo);
    }

    private static void addTo(APIResponse response) {
        ALWAYS.forEach(
                name -> response.addHeader(name, OASFactory.createHeader().ref(name)));
    }

    private static Header header(String description) {
        return OASFactory.createHeader()
                .description(description)
                .schema(OASFactory.createSchema().addType(Schema.SchemaType.INTEGER));
    }
}
