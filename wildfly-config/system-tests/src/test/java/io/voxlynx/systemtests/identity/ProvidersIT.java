package io.voxlynx.systemtests.identity;

import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The tokens of all identity providers in one running server. */
@SystemTest
class ProvidersIT {

    private final Installation voxlynx;

    ProvidersIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
    }

    @Test
    void whoSignsInWithClerkHasTheRoleOfHisMetadata() {
        voxlynx.clerk("ada", "operator").get("/api/assistants").require(200);
        Refusals.assertStandard(voxlynx.clerk("ben", "voice").get("/api/assistants"), 403, "FORBIDDEN");
        Refusals.assertStandard(voxlynx.clerk("cleo", "guest").get("/api/assistants"), 403, "FORBIDDEN");
    }

    @Test
    void supabasesTokensAreGenuineWhicheverWayTheyAreSigned() {
        UUID somebody = UUID.randomUUID();

        voxlynx.supabase(somebody, "operator").get("/api/assistants").require(200, 403);
        voxlynx.supabaseLegacy(somebody, "operator").get("/api/assistants").require(200, 403);
    }
}
