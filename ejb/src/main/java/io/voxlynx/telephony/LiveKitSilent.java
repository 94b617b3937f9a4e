package io.voxlynx.telephony;

import io.voxlynx.shared.ProviderFailed;

/** LiveKit did not answer; for a while it is of no use to ask it about others. */
class LiveKitSilent extends ProviderFailed {

    LiveKitSilent(String reason) {
        super(LiveKit.PROVIDER, reason);
    }
}
