package io.voxlynx.campaign;

import io.voxlynx.event.EventType;
import io.voxlynx.shared.InvalidInput;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the events of a campaign go over HTTP.
 *
 * @param url deliverable when it was named, and possibly secret; null: where its owner's go, if he has a default
 * @param events words of {@link EventType}s, in their order; empty for all
 */
public record CampaignWebhook(String url, List<String> events) {

    public static final CampaignWebhook NONE = new CampaignWebhook(null, List.of());

    private static final Set<String> OF_CAMPAIGNS = Set.of("campaign", "call", "import");

    /** What may be asked for, in the order in which it happens. */
    public static final List<String> EVENTS = Arrays.stream(EventType.values())
            .filter(type -> OF_CAMPAIGNS.contains(type.subjectKind()))
            .map(EventType::word)
            .toList();

    private static final String SEPARATOR = ",";

    public CampaignWebhook {
        events = List.copyOf(events);
    }

    /**
     * @param events null or empty for all
     * @throws InvalidInput naming {@code webhookEvents}, for a word that is none of {@link #EVENTS}
     */
    public static CampaignWebhook of(String url, Collection<String> events) {
        return new CampaignWebhook(url, checked(events == null ? List.of() : events));
    }

    /** Each once. */
    public static List<String> checked(Collection<String> events) {
        for (String event : events) {
            if (!EVENTS.contains(event)) {
                throw InvalidInput.field("webhookEvents", event, "of " + String.join(", ", EVENTS));
            }
        }
        return EVENTS.stream().filter(events::contains).toList();
    }

    static List<String> readEvents(String column) {
        return column == null ? List.of() : List.of(column.split(SEPARATOR));
    }

    /** As the database keeps them; null for all. */
    public static String writtenEvents(List<String> events) {
        return events.isEmpty() ? null : events.stream().collect(Collectors.joining(SEPARATOR));
    }
}
