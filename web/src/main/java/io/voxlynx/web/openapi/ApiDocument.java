package io.voxlynx.web.openapi;

import io.voxlynx.web.error.ErrorBody;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** The head of the document and the parts that operations refer to. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "VoxLynx",
                        version = "1",
                        description = """
                                Self-hosted voice-AI calling: upload a CSV of contacts, choose an assistant, and everyone is called \
                                under a cap.

                                Times are ISO-8601 in UTC, money is USD as an exact decimal number, ids are UUIDs; absent values are \
                                left out. Lists take `page` (from 1) and `limit`; values out of range are refused with 400, never \
                                clamped. A path or query parameter that cannot be read is 400, an unknown id 404, and so is what \
                                belongs to somebody else. Every answer carries `X-Request-Id` (yours, if you sent one), and every \
                                error has the shape `Error`.""",
                        license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")),
        security = @SecurityRequirement(name = ApiDocument.BEARER),
        components =
                @Components(
                        securitySchemes =
                                @SecurityScheme(
                                        securitySchemeName = ApiDocument.BEARER,
                                        type = SecuritySchemeType.HTTP,
                                        scheme = "bearer",
                                        bearerFormat = "JWT",
                                        description = "A token of one of the configured issuers, with a role."),
                        responses = {
                            @APIResponse(
                                    name = CommonResponses.INVALID,
                                    description = "Something in the request is missing or wrong",
                                    content =
                                            @Content(
                                                    mediaType = ApiDocument.JSON,
                                                    schema = @Schema(implementation = ErrorBody.class))),
                            @APIResponse(
                                    name = CommonResponses.UNAUTHORIZED,
                                    description = "No token, or one that is not accepted",
                                    content =
                                            @Content(
                                                    mediaType = ApiDocument.JSON,
                                                    schema = @Schema(implementation = ErrorBody.class))),
                            @APIResponse(
                                    name = CommonResponses.FORBIDDEN,
                                    description = "The caller's role does not allow it",
                                    content =
                                            @Content(
                                                    mediaType = ApiDocument.JSON,
                                                    schema = @Schema(implementation = ErrorBody.class))),
                            @APIResponse(
                                    name = CommonResponses.NOT_FOUND,
                                    description = "Does not exist, or belongs to somebody else",
                                    content =
                                            @Content(
                                                    mediaType = ApiDocument.JSON,
                                                    schema = @Schema(implementation = ErrorBody.class))),
                            @APIResponse(
                                    name = CommonResponses.NOT_ACCEPTABLE,
                                    description = "None of the accepted media types can be given",
                                    content =
                                            @Content(
                                                    mediaType = ApiDocument.JSON,
                                                    schema = @Schema(implementation = ErrorBody.class))),
                            @APIResponse(
                                    name = CommonResponses.CONFLICT,
                                    description = "The present state forbids it; the details say which",
                                    content =
                                            @Content(
                                                    mediaType = ApiDocument.JSON,
                                                    schema = @Schema(implementation = ErrorBody.class))),
                            @APIResponse(
                                    name = CommonResponses.TOO_LARGE,
                                    description = "The body is too large",
                                    content =
                                            @Content(
                                                    mediaType = ApiDocument.JSON,
                                                    schema = @Schema(implementation = ErrorBody.class))),
                            @APIResponse(
                                    name = CommonResponses.UNSUPPORTED,
                                    description = "The body has another media type than those accepted",
                                    content =
                                            @Content(
                                                    mediaType = ApiDocument.JSON,
                                                    schema = @Schema(implementation = ErrorBody.class))),
                            @APIResponse(
                                    name = CommonResponses.FAILED,
                                    description = "Something went wrong on our side",
                                    content =
                                            @Content(
                                                    mediaType = ApiDocument.JSON,
                                                    schema = @Schema(implementation = ErrorBody.class))),
                            @APIResponse(
                                    name = CommonResponses.PROVIDER_FAILED,
                                    description =
                                            "The provider refused or did not answer; the message says what it said",
                                    content =
                                            @Content(
                                                    mediaType = ApiDocument.JSON,
                                                    schema = @Schema(implementation = ErrorBody.class)))
                        }))
public final class ApiDocument {

    /** The security scheme's name. */
    public static final String BEARER = "bearer";

    static final String JSON = "application/json";

    private ApiDocument() {}
}
