package io.voxlynx.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    private static final int MANY = 10_001;

    private final List<AuditEntry> written = new ArrayList<>();
    private final Refusals refusals = RefusalsForTests.into(new AuditLog() {
        @Override
        public void refused(AuditEntry entry) {
            written.add(entry);
        }
    });

    @Test
    void whoeverIsKnownIsWrittenDownAlsoWhereStrangersComeFromEverywhere() {
        for (int n = 0; n < MANY; n++) {
            refusals.ofStranger("10.1." + n, of(null));
            refusals.ofLimitedStranger("10.2." + n, of(null));
        }
        written.clear();

        for (int n = 0; n < 300; n++) {
            refusals.ofKnown("subject-1", of("subject-1"));
        }
        refusals.ofLimited("subject-1", of("subject-1"));

        assertThat(written).hasSize(301);
    }

    @Test
    void ofAllStrangersTogetherSoManyAreWrittenDown() {
        for (int n = 0; n < MANY; n++) {
            refusals.ofStranger("10.1." + n, of(null));
        }

        assertThat(written).hasSize(3_000);
    }

    @Test
    void whoIsLimitedIsWrittenDownOnceAMinute() {
        refusals.ofLimited("subject-1", of("subject-1"));
        refusals.ofLimited("subject-1", of("subject-1"));

        assertThat(written).hasSize(1);
    }

    @Test
    void thatMoreIsRefusedThanWrittenDownIsSaidOnceAMinute() {
        List<LogRecord> warnings = new ArrayList<>();
        Handler listener = listener(warnings);
        // of all the classes that take part
        Logger log = Logger.getLogger("io.voxlynx.audit");
        log.addHandler(listener);
        try {
            for (int n = 0; n < 1_000; n++) {
                refusals.ofStranger("192.0.2.1", of(null));
                refusals.ofStranger("192.0.2.2", of(null));
                refusals.ofKnown("subject-1", of("subject-1"));
            }
        } finally {
            log.removeHandler(listener);
        }

        assertThat(warnings).hasSize(1);
    }

    private static Supplier<AuditEntry> of(String actor) {
        return () -> new AuditEntry(actor, null, "access.forbidden", "GET /api/agents", Map.of());
    }

    private static Handler listener(List<LogRecord> warnings) {
        return new Handler() {
            @Override
            public void publish(LogRecord record) {
                if (record.getLevel().equals(Level.WARNING)) {
                    warnings.add(record);
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
