package io.voxlynx.command;

import io.voxlynx.audit.AuditEntry;
import io.voxlynx.audit.AuditLog;
import io.voxlynx.campaign.Campaign;
import io.voxlynx.campaign.CampaignService;
import io.voxlynx.contact.imports.AddedContacts;
import io.voxlynx.contact.imports.ContactAddition;
import io.voxlynx.identity.Caller;
import io.voxlynx.shared.Database;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Map;
import java.util.Optional;

/** Carries a command out: its effect, its reply and the audit log's entry are committed together or not at all. */
@Stateless
public class CommandExecution {

    @PersistenceContext
    EntityManager entities;

    @Inject
    Database database;

    @Inject
    CampaignService campaigns;

    @Inject
    ContactAddition contacts;

    @Inject
    AuditLog audit;

    /**
     * @return the reply, of a repeat the first one
     * @throws io.voxlynx.shared.BrokenRule if it may not be; nothing is kept of it then
     */
    public String execute(Caller caller, Command command) {
        Optional<String> earlier = database.joining(
                entities,
                handle -> CommandBook.begin(handle, caller.subject(), command)
                        ? Optional.empty()
                        : CommandBook.earlier(handle, caller.subject(), command));
        return earlier.orElseGet(() -> carryOut(caller, command));
    }

    private String carryOut(Caller caller, Command command) {
        Outcome outcome = effect(caller, command);
        String reply = CommandReply.done(command, outcome.campaign().status().name(), outcome.added());
        return database.joining(entities, handle -> {
            audit.changed(new AuditEntry(
                    caller.subject(),
                    caller.apiKey(),
                    "command." + command.kind().word(),
                    command.campaignId().toString(),
                    Map.of("command", command.id().toString())));
            CommandBook.reply(handle, caller.subject(), command, reply);
            return reply;
        });
    }

    private Outcome effect(Caller caller, Command command) {
        return switch (command.kind()) {
            case START -> new Outcome(campaigns.start(command.campaignId(), caller), null);
            case PAUSE -> new Outcome(campaigns.pause(command.campaignId(), caller), null);
            case RESUME -> new Outcome(campaigns.resume(command.campaignId(), caller), null);
            case CANCEL -> new Outcome(campaigns.cancel(command.campaignId(), caller), null);
            case ADD_CONTACTS -> {
                Campaign campaign = campaigns.holdOpen(command.campaignId(), caller);
                yield new Outcome(
                        campaign,
                        database.joining(
                                entities,
                                handle -> contacts.add(
                                        handle, campaign.id(), command.defaultRegion(), command.contacts())));
            }
        };
    }

    /** @param added null where none were to be */
    private record Outcome(Campaign campaign, AddedContacts added) {}
}
