package io.voxlynx.vapi;

import io.voxlynx.assistant.PhoneNumbers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Remembers our numbers at Vapi for a minute. A number we do not know may be new, so that is asked again sooner. */
@ApplicationScoped
public class VapiPhoneNumbers implements PhoneNumbers {

    private static final Duration KNOWN_FOR = Duration.ofSeconds(60);
    private static final Duration UNKNOWN_FOR = Duration.ofSeconds(5);

    @Inject
    VapiDirectory vapi;

    @Inject
    Clock clock;

    private volatile Seen seen = new Seen(Set.of(), Instant.EPOCH);

    @Override
    public boolean exists(String phoneNumberId) {
        Instant now = clock.instant();
        Seen last = seen;
        Duration goodFor = last.ids.contains(phoneNumberId) ? KNOWN_FOR : UNKNOWN_FOR;
        if (!now.isBefore(last.at.plus(goodFor))) {
            last = new Seen(vapi.phoneNumberIds(), now);
            seen = last;
        }
        return last.ids.contains(phoneNumberId);
    }

    private record Seen(Set<String> ids, Instant at) {}
}
