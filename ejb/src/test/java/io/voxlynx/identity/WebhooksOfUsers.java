package io.voxlynx.identity;

import io.voxlynx.audit.AuditForTests;
import io.voxlynx.shared.PostgresForTests;

/** The defaults of people over the tests' database. */
public final class WebhooksOfUsers {

    private WebhooksOfUsers() {}

    public static DefaultWebhooks defaults() {
        DefaultWebhooks defaults = new DefaultWebhooks();
        defaults.database = PostgresForTests.database();
        defaults.audit = AuditForTests.log();
        return defaults;
    }
}
