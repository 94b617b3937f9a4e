package io.voxlynx.web.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.audit.AuditEntry;
import io.voxlynx.audit.AuditLog;
import io.voxlynx.identity.Caller;
import io.voxlynx.identity.Role;
import io.voxlynx.web.http.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedAccessTest {

    private static final Caller KNOWN = new Caller("subject-1", Set.of(Role.VOICE));
    private static final int MANY = 10_001;

    private final RefusedAccess refused = new RefusedAccess();
    private final List<AuditEntry> written = new ArrayList<>();

    RefusedAccessTest() {
        refused.mostOfOne = 300;
        refused.mostOfStrangers = 3_000;
        refused.begin();
        refused.clock = Clock.fixed(Instant.parse("2026-01-10T12:00:00Z"), ZoneOffset.UTC);
        refused.audit = new AuditLog() {
            @Override
            public void refused(AuditEntry entry) {
                written.add(entry);
            }
        };
    }

    @Test
    void whoeverIsKnownIsWrittenDownAlsoWhereStrangersComeFromEverywhere() {
        for (int n = 0; n < MANY; n++) {
            refused.badCredential(from("10.1.%d.%d".formatted(n / 256, n % 256)));
            refused.limited(from("10.2.%d.%d".formatted(n / 256, n % 256)), null);
        }
        written.clear();

        IntStream.range(0, 300).forEach(n -> refused.forbidden(from("192.0.2.1"), KNOWN, "Not yours"));
        refused.limited(from("192.0.2.1"), KNOWN);

        assertThat(written).hasSize(301).allMatch(entry -> KNOWN.subject().equals(entry.actor()));
    }

    @Test
    void theAddressesOfOneSiteAreOneStranger() {
        for (int n = 0; n < MANY; n++) {
            refused.badCredential(from("2001:db8:0:7::%x".formatted(n + 1)));
        }

        assertThat(written).hasSize(300);
    }

    @Test
    void ofAllStrangersTogetherSoManyAreWrittenDown() {
        for (int n = 0; n < MANY; n++) {
            refused.badCredential(from("10.1.%d.%d".formatted(n / 256, n % 256)));
        }

        assertThat(written).hasSize(3_000);
    }

    @Test
    void thatMoreIsRefusedThanWrittenDownIsSaidOnceAMinute() {
        List<LogRecord> warnings = new ArrayList<>();
        Handler listener = listener(warnings);
        // of all the classes that take part
        Logger log = Logger.getLogger("io.voxlynx.web.audit");
        log.addHandler(listener);
        try {
            for (int n = 0; n < 1_000; n++) {
                refused.badCredential(from("192.0.2.1"));
                refused.badCredential(from("192.0.2.2"));
                refused.forbidden(from("192.0.2.3"), KNOWN, "Not yours");
            }
        } finally {
            log.removeHandler(listener);
        }

        assertThat(warnings).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/agents, /api/agents",
        "/api/users/01234567-0123-7123-8123-012345678901/allow, /api/users/01234567-0123-7123-8123-012345678901/allow",
        "/api/livekit/rooms/room%20a%2fb/session, /api/livekit/rooms/room%20a%2fb/session",
        "/api/lookup/+14155550100, /api/lookup/[number]",
        "/api/lookup/14155550100/calls, /api/lookup/[number]/calls",
        "/api/lookup/%2B1415555%30100, /api/lookup/[number]",
        "/api/lookup/415%20555%200100, /api/lookup/[number]",
        "/api/x/vlx_abcdefghijkl_AAAABBBBCCCCDDDDEEEEFFFFGGGGHHHHIIIIJJJJKKK, /api/x/[key]",
        "/api/x/vlx%5Fabcdefghijkl_AAAABBBBCCCC, /api/x/[key]",
        "/api/x/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl/y, /api/x/[token]/y",
        "/api/x/%65yJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl, /api/x/[token]",
        "/api/x/%zz, /api/x/%zz"
    })
    void noNumberKeyOrTokenOfAPathIsWrittenDown(String path, String target) {
        refused.badCredential(request("GET", path, "192.0.2.1"));

        assertThat(written).extracting(AuditEntry::target).containsExactly("GET " + target);
    }

    private static HttpServletRequest from(String address) {
        return request("GET", "/api/agents", address);
    }

    private static HttpServletRequest request(String method, String path, String address) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                RefusedAccessTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, asked, arguments) -> switch (asked.getName()) {
                    case "getMethod" -> method;
                    case "getRequestURI" -> path;
                    case "getAttribute" -> arguments[0].equals(ClientAddress.class.getName()) ? address : null;
                    default -> throw new UnsupportedOperationException(asked.getName());
                });
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
