package io.voxlynx.audit;

import io.voxlynx.shared.PostgresForTests;
import java.util.List;

/** The log over the tests' database. */
public final class AuditForTests {

    private AuditForTests() {}

    public static AuditLog log() {
        AuditLog log = new AuditLog();
        log.database = PostgresForTests.database();
        return log;
    }

    public static AuditTrail trail() {
        AuditTrail trail = new AuditTrail();
        trail.database = PostgresForTests.database();
        return trail;
    }

    /** What is remembered about this target, newest first. */
    public static List<AuditEntry> about(Object target) {
        return trail().read(new AuditFilter(null, null, target.toString(), null, null), null, 100).stream()
                .map(AuditRecord::entry)
                .toList();
    }
}
