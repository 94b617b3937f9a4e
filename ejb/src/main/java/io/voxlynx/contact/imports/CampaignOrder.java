package io.voxlynx.contact.imports;

import io.voxlynx.campaign.CampaignMode;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/**
 * What somebody asks for beside the contacts file. Whatever is null except the assistant and the number has a default.
 *
 * @param cap calls at a time
 * @param defaultRegion where telephone numbers without a country code belong, such as US
 * @param webhookUrl where its events go
 * @param webhookEvents which of them; all, if empty
 */
public record CampaignOrder(
        @Size(max = 200, message = "at most 200 characters") String name,
        @Min(value = 1, message = "a number from 1") Integer cap,
        CampaignMode mode,
        @NotNull(message = "the id of an assistant") UUID assistantId,

        @NotBlank(message = "the id of a phone number at the provider")
        @Size(max = 100, message = "at most 100 characters")
        String phoneNumberId,

        String defaultRegion,
        String webhookUrl,
        List<String> webhookEvents) {}
