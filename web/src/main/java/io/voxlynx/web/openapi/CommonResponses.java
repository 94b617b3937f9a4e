package io.voxlynx.web.openapi;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Describes the errors once, and adds to every operation those that it can have because of what it is: with parameters
 * 400, with a body 408, 413 and 415, behind a role 401, 403, 429 and the token, below an id 404, and 500
 * and 503 always.
 * Operations name the rest themselves, by these references.
 */
public class CommonResponses implements OASFilter {

    public static final String INVALID = "Invalid";
    public static final String UNAUTHORIZED = "Unauthorized";
    public static final String FORBIDDEN = "Forbidden";
    public static final String NOT_FOUND = "NotFound";
    public static final String NOT_ACCEPTABLE = "NotAcceptable";
    public static final String CONFLICT = "Conflict";
    public static final String TOO_SLOW = "TooSlow";
    public static final String TOO_LARGE = "TooLarge";
    public static final String UNSUPPORTED = "UnsupportedMediaType";
    public static final String TOO_MANY = "TooManyRequests";
    public static final String FAILED = "Failed";
    public static final String UNAVAILABLE = "Unavailable";
    public static final String PROVIDER_FAILED = "ProviderFailed";

    static final String BEARER = "bearer";

    private static final Map<String, String> DESCRIPTIONS = descriptions();

    private static Map<String, String> descriptions() {
        Map<String, String> descriptions = new LinkedHashMap<>();
        descriptions.put(INVALID, "Something in the request is missing or wrong; the details say what");
        descriptions.put(UNAUTHORIZED, "Credentials are missing or not accepted");
        descriptions.put(
                FORBIDDEN,
                "The caller's role does not allow it, his access was revoked or has not been allowed yet, his subject"
                        + " belongs to another issuer, or it is nothing that an API key may do; the message says which");
        descriptions.put(NOT_FOUND, "Does not exist, or belongs to somebody else");
        descriptions.put(NOT_ACCEPTABLE, "None of the accepted media types can be given");
        descriptions.put(CONFLICT, "The present state forbids it; the details say which it is");
        descriptions.put(TOO_SLOW, "The body came too slowly");
        descriptions.put(TOO_LARGE, "The body is too large");
        descriptions.put(UNSUPPORTED, "The body has another media type than those accepted");
        descriptions.put(TOO_MANY, "Nothing is left of this minute; Retry-After says when to come back");
        descriptions.put(FAILED, "Something went wrong on our side");
        descriptions.put(
                UNAVAILABLE,
                "The database is away; Retry-After says when to ask again. Whether a change was made has to be looked at");
        descriptions.put(PROVIDER_FAILED, "The provider refused or did not answer; the message says what it said");
        return descriptions;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Components components = document.getComponents();
        DESCRIPTIONS.forEach((name, description) -> components.addResponse(name, error(description)));
        LimitHeaders.describe(components);
        components
                .getResponses()
                .get(UNAUTHORIZED)
                .addHeader(
                        HttpHeaders.WWW_AUTHENTICATE,
                        OASFactory.createHeader()
                                .description(
                                        "Bearer; with error=\"invalid_token\" if a credential was sent and is not good")
                                .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING)));
        document.getPaths().getPathItems().forEach((path, item) -> {
            if (path.startsWith("/api/")) {
                complete(path, item);
            }
        });
    }

    private static APIResponse error(String description) {
        return OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/json",
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("Error"))));
    }

    private static void complete(String path, PathItem item) {
        boolean below = path.contains("{");
        for (Operation operation : item.getOperations().values()) {
            if (operation.getResponses() == null) {
                operation.setResponses(OASFactory.createAPIResponses());
            }
            complete(operation, operation.getResponses(), below);
        }
    }

    private static void complete(Operation operation, APIResponses responses, boolean belowAnId) {
        boolean hasBody = operation.getRequestBody() != null;
        if (hasBody || isFilled(operation.getParameters())) {
            add(responses, "400", INVALID);
        }
        if (hasBody) {
            add(responses, "408", TOO_SLOW);
            add(responses, "413", TOO_LARGE);
            add(responses, "415", UNSUPPORTED);
        }
        if (!isPublic(operation)) {
            // Here and not for the whole document: an exception from that, an empty list, would not be written.
            operation.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme(BEARER)));
            add(responses, "401", UNAUTHORIZED);
            add(responses, "403", FORBIDDEN);
            add(responses, "429", TOO_MANY);
            LimitHeaders.addToSuccesses(responses);
        }
        if (belowAnId) {
            add(responses, "404", NOT_FOUND);
        }
        add(responses, "406", NOT_ACCEPTABLE);
        add(responses, "500", FAILED);
        add(responses, "503", UNAVAILABLE);
    }

    /** An operation that says of itself that it needs no token: its list of requirements is there, and empty. */
    private static boolean isPublic(Operation operation) {
        return operation.getSecurity() != null && operation.getSecurity().isEmpty();
    }

    private static boolean isFilled(List<?> list) {
        return list != null && !list.isEmpty();
    }

    private static void add(APIResponses responses, String status, String reference) {
        if (!responses.hasAPIResponse(status)) {
            responses.addAPIResponse(status, OASFactory.createAPIResponse().ref(reference));
        }
    }
}
