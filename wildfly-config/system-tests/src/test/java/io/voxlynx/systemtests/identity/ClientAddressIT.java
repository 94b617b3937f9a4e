package io.voxlynx.systemtests.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.SystemTest;
import org.junit.jupiter.api.Test;

/** Nobody stands before this installation whose word would be taken. */
@SystemTest
class ClientAddressIT {

    @Test
    void anAddressThatTheCallerClaimsIsNotBelieved(Installation voxlynx) {
        Answer answer = voxlynx.anonymous()
                .send(voxlynx.anonymous()
                        .request("/api/campaigns")
                        .header("X-Forwarded-For", "203.0.113.77")
                        .GET())
                .require(401);

        assertThat(voxlynx.db()
                        .one(
                                String.class,
                                "select address from audit_log where request_id = ?",
                                answer.header("X-Request-Id").orElseThrow()))
                .isEqualTo("127.0.0.1");
    }
}
