package io.voxlynx.shared;

import java.util.Map;

/** A provider refused or did not answer (502); the message carries its reason, never its body or our credentials. */
public class ProviderFailed extends BrokenRule {

    public ProviderFailed(String provider, String reason) {
        super("PROVIDER_ERROR", provider + ": " + reason, Map.of("provider", provider));
    }
}
