package io.voxlynx.webhook;

import java.util.List;
import java.util.Optional;

/**
 * Who is to be told of a campaign's events from now on; checked by {@link CampaignWebhooks#checked}.
 *
 * @param url empty: as it is; holding a blank: away with it
 * @param events empty: as they are; holding none: all
 */
public record WebhookChange(Optional<String> url, Optional<List<String>> events) {}
