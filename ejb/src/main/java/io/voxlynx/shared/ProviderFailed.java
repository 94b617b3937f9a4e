package io.voxlynx.shared;

import java.util.HashMap;
import java.util.Map;

/** A provider refused or did not answer (502); the message carries its reason, never its body or our credentials. */
public class ProviderFailed extends BrokenRule {

    public ProviderFailed(String provider, String reason) {
        this(provider, reason, Map.of());
    }

    /** @param facts what the provider said, for machines */
    protected ProviderFailed(String provider, String reason, Map<String, Object> facts) {
        super("PROVIDER_ERROR", provider + ": " + reason, details(provider, facts));
    }

    private static Map<String, Object> details(String provider, Map<String, Object> facts) {
        Map<String, Object> details = new HashMap<>(facts);
        details.put("provider", provider);
        return details;
    }
}
