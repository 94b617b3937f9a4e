package io.voxlynx.web.delivery;

import io.voxlynx.campaign.CampaignWebhook;
import io.voxlynx.session.CallState;
import io.voxlynx.shared.InvalidInput;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What receivers are told of: the events of campaigns, and those of sessions' calls. */
final class DeliveryEvents {

    static final List<String> WORDS = Stream.concat(
                    CampaignWebhook.EVENTS.stream(),
                    Arrays.stream(CallState.values())
                            .map(state -> "call." + state.name().toLowerCase(Locale.ROOT)))
            .distinct()
            .toList();

    private DeliveryEvents() {}

    /** @param word null for any */
    static String checked(String word) {
        if (word != null && !WORDS.contains(word)) {
            throw InvalidInput.field("event", word, "one of " + String.join(", ", WORDS));
        }
        return word;
    }
}
