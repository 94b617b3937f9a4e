/** The OpenAPI document at /openapi: what all operations share, so that resources only say what is theirs. */
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
                                belongs to somebody else. Every answer carries `X-Request-Id` (yours, if you sent one) \
                                and `X-Trace-Id`, the id of your `traceparent` (W3C Trace Context) or a new one, and every error has \
                                the shape `Error`.""",
                        license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")),
        // Without one the server writes an empty one, which the specification does not allow.
        externalDocs = @ExternalDocumentation(description = "This document to read and to try", url = "/docs/"),
        components =
                @Components(
                        securitySchemes =
                                @SecurityScheme(
                                        securitySchemeName = CommonResponses.BEARER,
                                        type = SecuritySchemeType.HTTP,
                                        scheme = "bearer",
                                        bearerFormat = "JWT",
                                        description =
                                                "A token of one of the configured issuers, with a role, or an API key (`vlx_…`) of somebody who has one.")))
package io.voxlynx.web.openapi;

import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.ExternalDocumentation;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
