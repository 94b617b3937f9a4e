package io.voxlynx.dispatch;

import java.time.Instant;

/** A phone line as last seen. @param activeCalls null when the provider could not be asked */
public record PhoneLine(String phoneNumberId, Integer activeCalls, Instant lastChecked, Condition condition) {

    public enum Condition {
        HEALTHY,
        BUSY,
        ERROR
    }
}
