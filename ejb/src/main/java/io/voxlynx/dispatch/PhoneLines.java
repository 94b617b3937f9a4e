package io.voxlynx.dispatch;

import io.voxlynx.call.CallPlacer;
import io.voxlynx.shared.ProviderFailed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Looks at phone lines for those who want to know. Nothing that dials asks here. */
@ApplicationScoped
public class PhoneLines {

    private static final Duration FRESH = Duration.ofSeconds(30);
    /** Longer than any call: who wants to see older ones looks into the provider's own records. */
    private static final Duration LONGEST_CALL = Duration.ofHours(1);

    private static final int REMEMBERED = 1000;

    @Inject
    CallPlacer placer;

    @Inject
    Clock clock;

    @Inject
    @ConfigProperty(name = "voxlynx.vapi.max-concurrent-calls", defaultValue = "10")
    int providerCap;

    private final Map<String, PhoneLine> seen = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PhoneLine> eldest) {
            return size() > REMEMBERED;
        }
    });

    public PhoneLine check(String phoneNumberId) {
        Instant now = clock.instant();
        PhoneLine last = seen.get(phoneNumberId);
        if (last != null && last.lastChecked().plus(FRESH).isAfter(now)) {
            return last;
        }
        PhoneLine line = look(phoneNumberId, now);
        seen.put(phoneNumberId, line);
        return line;
    }

    private PhoneLine look(String phoneNumberId, Instant now) {
        try {
            int active = placer.countActive(phoneNumberId, now.minus(LONGEST_CALL));
            PhoneLine.Condition condition =
                    active >= providerCap ? PhoneLine.Condition.BUSY : PhoneLine.Condition.HEALTHY;
            return new PhoneLine(phoneNumberId, active, now, condition);
        } catch (ProviderFailed e) {
            return new PhoneLine(phoneNumberId, null, now, PhoneLine.Condition.ERROR);
        }
    }
}
