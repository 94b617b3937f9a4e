package io.voxlynx.web.user;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "InvitationRequest")
public record InvitationRequest(
        @NotNull String email,

        @Schema(description = "admin, operator, voice or agent-worker; what the token says without it")
        String role) {}
