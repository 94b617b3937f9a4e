package io.voxlynx.command;

import io.voxlynx.audit.AuditEntry;
import io.voxlynx.audit.Refusals;
import io.voxlynx.identity.Admission.Decision;
import io.voxlynx.identity.ApiKeys;
import io.voxlynx.identity.Caller;
import io.voxlynx.identity.Refusal;
import io.voxlynx.identity.Role;
import io.voxlynx.shared.BrokenRule;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.Forbidden;
import io.voxlynx.shared.NotFound;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;

/** Has commands carried out, once each, for whoever may send them. */
@ApplicationScoped
public class Commands {

    private static final String UNSIGNED = "It is not signed with a key that may send commands";

    /** Whoever proves nothing comes from there: the broker tells nobody whose message is whose. */
    private static final String BROKER = "broker";

    @Inject
    ApiKeys keys;

    @Inject
    CommandExecution execution;

    @Inject
    Database database;

    @Inject
    Refusals refusals;

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
        if (signer.isEmpty()) {
            refusals.ofStranger(
                    BROKER, () -> entry(null, "access.unauthenticated", command, "No signature that is genuine"));
            return CommandReply.refused(command, "FORBIDDEN", UNSIGNED);
        }
        Caller caller = signer.get().caller();
        if (!caller.roles().contains(Role.COMMANDS)) {
            String reason = signer.get().refusal().map(Refusal::message).orElse("The key may not send commands");
            note(caller, "access.forbidden", command, reason);
            return CommandReply.refused(command, "FORBIDDEN", UNSIGNED);
        }
        return perform(caller, command);
    }

    private String perform(Caller caller, Command command) {
        try {
            return execution.execute(caller, command);
        } catch (BrokenRule rule) {
            if (rule instanceof NotFound missing && missing.isAnothers()) {
                note(caller, "access.foreign", command, "Somebody else's");
            } else if (rule instanceof Forbidden) {
                note(caller, "access.forbidden", command, rule.getMessage());
            }
            // With it went the row that says that it was done; this one says that it was refused.
            return refused(caller, command, CommandReply.refused(command, rule));
        }
    }

    private void note(Caller caller, String action, Command command, String reason) {
        refusals.ofKnown(caller.subject(), () -> entry(caller, action, command, reason));
    }

    private static AuditEntry entry(Caller caller, String action, Command command, String reason) {
        return new AuditEntry(
                caller == null ? null : caller.subject(),
                caller == null ? null : caller.apiKey(),
                action,
                "JMS " + command.kind().word() + ' ' + command.campaignId(),
                Map.of("reason", reason, "command", command.id().toString()));
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
