package io.voxlynx.command;

import java.util.Arrays;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Which commands were carried out, and what their senders were told. */
final class CommandBook {

    private CommandBook() {}

    /** Waits for somebody who is carrying it out. @return false if it was carried out already */
    static boolean begin(Handle handle, String sender, Command command) {
        return handle.createUpdate(
                                "insert into commands (sender, id, digest) values (:sender, :id, :digest) on conflict do nothing")
                        .bind("sender", sender)
                        .bind("id", command.id())
                        .bind("digest", command.digest())
                        .execute()
                == 1;
    }

    static void reply(Handle handle, String sender, Command command, String reply) {
        handle.createUpdate("update commands set reply = :reply where sender = :sender and id = :id")
                .bind("reply", reply)
                .bind("sender", sender)
                .bind("id", command.id())
                .execute();
    }

    /** What the sender was told the first time; of something else under that id, that it is something else. */
    static Optional<String> earlier(Handle handle, String sender, Command command) {
        return handle.createQuery("select digest, reply from commands where sender = :sender and id = :id")
                .bind("sender", sender)
                .bind("id", command.id())
                .map((row, context) -> Arrays.equals(row.getBytes("digest"), command.digest())
                        ? row.getString("reply")
                        : CommandReply.refused(command, "CONFLICT", "Another command was sent under this id before"))
                .findOne();
    }
}
