package io.voxlynx.web.user;

import io.voxlynx.web.http.Replacement;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "WebhookPatch")
public record WebhookPatch(
        @NotNull
        @Schema(
                implementation = String.class,
                required = true,
                nullable = true,
                maxLength = 2048,
                description = "null or an empty text takes it away",
                examples = "https://hooks.example.com/voxlynx")
        Replacement webhookUrl) {}
