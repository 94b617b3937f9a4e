package io.voxlynx.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import io.voxlynx.upkeep.Purge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EndedApiKeysTest {

    private final Database database = PostgresForTests.database();
    private final UUID user = UUID.randomUUID();

    @Test
    void keysThatNobodyCanUseAnyMoreGo() {
        database.useTransaction(db ->
                db.execute("insert into users (id, issuer, subject) values (?, 'issuer', ?)", user, user.toString()));
        key("revoked", 10, -40);
        key("run out", -40, null);
        key("just revoked", 10, -1);
        key("good", 10, null);

        Purge.of(new EndedApiKeys(), Instant.now().minus(Duration.ofDays(30)));

        assertThat(left()).containsExactlyInAnyOrder("just revoked", "good");
    }

    private void key(String name, int expiresInDays, Integer revokedInDays) {
        database.useTransaction(db -> db.execute(
                """
                insert into api_keys (id, user_id, name, prefix, secret_hash, scopes, created_at, expires_at, revoked_at)
                values (?, ?, ?, ?, '', '{}', clock_timestamp() - interval '60 days',
                    clock_timestamp() + make_interval(days => ?), clock_timestamp() + make_interval(days => ?))""", UUID.randomUUID(), user, name, UUID.randomUUID().toString(), expiresInDays, revokedInDays));
    }

    private List<String> left() {
        return database.inTransaction(db -> db.createQuery("select name from api_keys where user_id = ?")
                .bind(0, user)
                .mapTo(String.class)
                .list());
    }
}
