package io.voxlynx.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.shared.Database;
import io.voxlynx.shared.PostgresForTests;
import io.voxlynx.upkeep.Purge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OldCommandsTest {

    private final Database database = PostgresForTests.database();
    private final String sender = "sender-" + UUID.randomUUID();

    @Test
    void whatWasOrderedLongAgoGoes() {
        command("long ago", 401);
        command("of late", 399);

        Purge.of(new OldCommands(), Instant.now().minus(Duration.ofDays(400)));

        assertThat(left()).containsExactly("of late");
    }

    private void command(String reply, int daysAgo) {
        database.useTransaction(db -> db.execute("""
                insert into commands (sender, id, digest, reply, created_at)
                values (?, ?, '', ?, clock_timestamp() - make_interval(days => ?))""", sender, UUID.randomUUID(), reply, daysAgo));
    }

    private List<String> left() {
        return database.inTransaction(db -> db.createQuery("select reply from commands where sender = ?")
                .bind(0, sender)
                .mapTo(String.class)
                .list());
    }
}
