package io.voxlynx.web.openapi;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Adds to every operation the errors that it can have because of what it is: with parameters 400, with a body 413 and
 * 415, behind a role 401 and 403, below an id 404, and 500 always. Operations name the rest themselves, by these
 * references.
 */
public class CommonResponses implements OASFilter {

    public static final String INVALID = "Invalid";
    public static final String UNAUTHORIZED = "Unauthorized";
    public static final String FORBIDDEN = "Forbidden";
    public static final String NOT_FOUND = "NotFound";
    public static final String NOT_ACCEPTABLE = "NotAcceptable";
    public static final String CONFLICT = "Conflict";
    public static final String TOO_LARGE = "TooLarge";
    public static final String UNSUPPORTED = "UnsupportedMediaType";
    public static final String FAILED = "Failed";
    public static final String PROVIDER_FAILED = "ProviderFailed";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Map<String, PathItem> paths =
                document.getPaths() == null ? Map.of() : document.getPaths().getPathItems();
        if (paths == null) {
            return;
        }
        paths.forEach((path, item) -> item.getOperations().values().forEach(operation -> complete(path, operation)));
    }

    private static void complete(String path, Operation operation) {
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        APIResponses responses = operation.getResponses();
        boolean hasBody = operation.getRequestBody() != null;
        if (hasBody || isFilled(operation.getParameters())) {
            add(responses, "400", INVALID);
        }
        if (hasBody) {
            add(responses, "413", TOO_LARGE);
            add(responses, "415", UNSUPPORTED);
        }
        if (!isPublic(operation)) {
            add(responses, "401", UNAUTHORIZED);
            add(responses, "403", FORBIDDEN);
        }
        if (path.contains("{")) {
            add(responses, "404", NOT_FOUND);
        }
        add(responses, "406", NOT_ACCEPTABLE);
        add(responses, "500", FAILED);
    }

    /** An operation that says of itself that it needs no security at all. */
    private static boolean isPublic(Operation operation) {
        return operation.getSecurity() != null
                && operation.getSecurity().stream()
                        .allMatch(requirement -> requirement.getSchemes() == null
                                || requirement.getSchemes().isEmpty());
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
