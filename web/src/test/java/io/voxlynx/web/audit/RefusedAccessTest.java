package io.voxlynx.web.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.audit.AuditEntry;
import io.voxlynx.audit.Refusals;
import io.voxlynx.web.http.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedAccessTest {

    private final RefusedAccess refused = new RefusedAccess();
    private final List<AuditEntry> written = new ArrayList<>();
    private final Set<String> sites = new HashSet<>();

    RefusedAccessTest() {
        refused.refusals = new Refusals() {
            @Override
            public void ofStranger(String site, Supplier<AuditEntry> entry) {
                sites.add(site);
                written.add(entry.get());
            }
        };
    }

    @Test
    void theAddressesOfOneSiteAreOneStranger() {
        for (int n = 0; n < 300; n++) {
            refused.badCredential(request("GET", "/api/agents", "2001:db8:0:7::%x".formatted(n + 1)));
        }

        assertThat(sites).hasSize(1);
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
}
