package io.voxlynx.command;

import io.voxlynx.identity.Admission.Decision;
import io.voxlynx.identity.ApiKeys;
import io.voxlynx.identity.Caller;
import io.voxlynx.identity.Role;
import io.voxlynx.shared.BrokenRule;
import io.voxlynx.shared.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Has commands carried out, once each, for whoever may send them. */
@ApplicationScoped
public class Commands {

    @Inject
    ApiKeys keys;

    @Inject
    CommandExecution execution;

    @Inject
    Database database;

    /**
     * @param keyPrefix of the sender's API key; null for none
     * @param signature with that key; null for none
     * @return the reply
     * @throws UnreadableCommand if it is none
     */
    String perform(String keyPrefix, String signature, String text) {
        Command command = Command.read(text);
        Optional<Decision> signer = keyPrefix == null || signature == null
                ? Optional.empty()
                : keys.admitSigner(keyPrefix, text, signature);
        Optional<Caller> sender =
                signer.map(Decision::caller).filter(caller -> caller.roles().contains(Role.COMMANDS));
        return sender.map(caller -> perform(caller, command))
                .orElseGet(() -> CommandReply.refused(
                        command, "FORBIDDEN", "It is not signed with a key that may send commands"));
    }

    private String perform(Caller caller, Command command) {
        try {
            return execution.execute(caller, command);
        } catch (BrokenRule rule) {
            // With it went the row that says that it was done; this one says that it was refused.
            return refused(caller, command, CommandReply.refused(command, rule));
        }
    }

    private String refused(Caller caller, Command command, String reply) {
        return database.inTransaction(handle -> {
            if (CommandBook.begin(handle, caller.subject(), command)) {
                CommandBook.reply(handle, caller.subject(), command, reply);
                return reply;
            }
            return CommandBook.earlier(handle, caller.subject(), command).orElse(reply);
        });
    }
}
