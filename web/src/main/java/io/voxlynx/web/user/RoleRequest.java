package io.voxlynx.web.user;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "RoleRequest")
public record RoleRequest(
        @Schema(nullable = true, description = "admin, operator, voice or agent-worker; null for what the token says")
        String role) {}
