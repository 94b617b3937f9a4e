package io.voxlynx.vapi;

import io.voxlynx.shared.ProviderFailed;

/** Vapi did not answer, or answered that it is in trouble: asking again may help. */
class VapiUnavailable extends ProviderFailed {

    VapiUnavailable(String reason) {
        super("Vapi", reason);
    }
}
