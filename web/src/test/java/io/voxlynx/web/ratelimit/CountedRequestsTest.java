package io.voxlynx.web.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.identity.Role;
import io.voxlynx.ratelimit.RateClass;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountedRequestsTest {

    private static final String ID = "6f1c0a34-3b7e-4d0a-9d35-6a0e2f1c9b11";

    @ParameterizedTest
    @CsvSource({
        "POST, /api/campaigns, UPLOAD",
        "POST, /api/webhooks/test, UPLOAD",
        "POST, /api/webhooks/resend, GENERAL",
        "GET, /api/campaigns, GENERAL",
        "POST, /api/campaigns/ID/start, GENERAL",
        "GET, /api/campaigns/ID, GENERAL",
        "GET, /api/campaigns/ID/export.csv, EXPORT",
        "HEAD, /api/campaigns/ID/export.csv, EXPORT",
        "GET, /api/campaigns/ID/import-report.csv, EXPORT",
        "GET, /api/campaigns/ID/export-csv, GENERAL",
        "GET, /api/nothing/here, GENERAL"
    })
    void countsByWhatIsAsked(String method, String path, RateClass expected) {
        assertThat(CountedRequests.of(method, path.replace("ID", ID), Set.of(Role.OPERATOR)))
                .contains(expected);
    }

    @Test
    void theWorkersRequestsAreCountedApartUnlessItIsSomethingElseBeside() {
        assertThat(CountedRequests.of("POST", "/api/sessions", Set.of(Role.WORKER)))
                .contains(RateClass.WORKER);
        assertThat(CountedRequests.of("POST", "/api/sessions", Set.of(Role.WORKER, Role.VOICE)))
                .contains(RateClass.GENERAL);
    }

    @Test
    void whoMayDoNothingIsCountedToo() {
        assertThat(CountedRequests.of("GET", "/api/campaigns", Set.of())).contains(RateClass.GENERAL);
    }

    @Test
    void theSchedulersSecretHasNoLimit() {
        assertThat(CountedRequests.of("POST", "/api/scheduler/tick", Set.of(Role.SCHEDULER)))
                .isEmpty();
    }
}
