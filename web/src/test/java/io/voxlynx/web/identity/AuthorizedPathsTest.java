package io.voxlynx.web.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AuthorizedPathsTest {

    @Test
    void expectsTokensBelowApiAndNowhereElse() {
        assertThat(AuthorizedPaths.expectToken("/api/campaigns")).isTrue();
        assertThat(AuthorizedPaths.expectToken("/health")).isFalse();
        assertThat(AuthorizedPaths.expectToken("/docs/index.html")).isFalse();
    }

    @Test
    void leavesTheAuthorizationOfWebhooksAlone() {
        assertThat(AuthorizedPaths.expectToken("/api/webhooks/vapi")).isFalse();
        assertThat(AuthorizedPaths.expectToken("/api/webhooks/vapi/")).isFalse();
        assertThat(AuthorizedPaths.expectToken("/api/livekit/webhook")).isFalse();
        assertThat(AuthorizedPaths.expectToken("/api/livekit/webhook/")).isFalse();
        assertThat(AuthorizedPaths.expectToken("/api/livekit/token")).isTrue();
        assertThat(AuthorizedPaths.expectToken("/api/webhooks/deliveries")).isTrue();
        assertThat(AuthorizedPaths.expectToken("/api/webhooks/vapi/deliveries")).isTrue();
    }

    @Test
    void takesTheSchedulersSecretAtTheTickOnly() {
        assertThat(AuthorizedPaths.expectSchedulerSecret("/api/scheduler/tick")).isTrue();
        assertThat(AuthorizedPaths.expectSchedulerSecret("/api/campaigns")).isFalse();
    }
}
