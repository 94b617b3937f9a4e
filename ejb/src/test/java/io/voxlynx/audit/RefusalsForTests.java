package io.voxlynx.audit;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** With the limits of the defaults, within one minute. */
public final class RefusalsForTests {

    private RefusalsForTests() {}

    public static Refusals into(AuditLog log) {
        Refusals refusals = new Refusals();
        refusals.audit = log;
        refusals.mostOfOne = 300;
        refusals.mostOfStrangers = 3_000;
        refusals.clock = Clock.fixed(Instant.parse("2026-01-10T12:00:00Z"), ZoneOffset.UTC);
        refusals.begin();
        return refusals;
    }
}
