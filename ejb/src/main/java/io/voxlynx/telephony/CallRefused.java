package io.voxlynx.telephony;

import io.voxlynx.shared.ProviderFailed;
import java.util.Map;

/** The telephone network refused; the details carry its code and words. */
class CallRefused extends ProviderFailed {

    CallRefused(String reason, int sipCode, String sipStatus) {
        super(
                LiveKit.PROVIDER,
                reason,
                sipStatus == null
                        ? Map.of("sip_status_code", sipCode)
                        : Map.of("sip_status_code", sipCode, "sip_status", sipStatus));
    }
}
