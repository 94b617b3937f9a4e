package io.voxlynx.command;

import static io.voxlynx.shared.JsonApi.JSON;

import io.voxlynx.contact.imports.AddedContacts;
import io.voxlynx.shared.BrokenRule;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.UUID;

/** What the sender of a command is told. */
final class CommandReply {

    private CommandReply() {}

    /** @param added null where none were to be */
    static String done(Command command, String campaignStatus, AddedContacts added) {
        JsonObjectBuilder reply = head(command.id(), "DONE")
                .add("command", command.kind().word())
                .add(
                        "campaign",
                        JSON.createObjectBuilder()
                                .add("id", command.campaignId().toString())
                                .add("status", campaignStatus));
        if (added != null) {
            JsonArrayBuilder skipped = JSON.createArrayBuilder();
            added.skipped()
                    .forEach(contact -> skipped.add(JSON.createObjectBuilder()
                            .add("index", contact.index())
                            .add("reason", contact.reason())));
            reply.add(
                    "contacts",
                    JSON.createObjectBuilder()
                            .add("accepted", added.accepted())
                            .add("total", added.total())
                            .add("skipped", skipped));
        }
        return reply.build().toString();
    }

    static String refused(Command command, BrokenRule rule) {
        return refused(command, rule.code(), rule.getMessage());
    }

    static String refused(Command command, String code, String message) {
        return head(command.id(), "REFUSED")
                .add("command", command.kind().word())
                .add("error", error(code, message))
                .build()
                .toString();
    }

    /** Of what is no command nobody knows the id. */
    static String unreadable(String reason) {
        return head(null, "REFUSED")
                .add("error", error("UNREADABLE", reason))
                .build()
                .toString();
    }

    private static JsonObjectBuilder head(UUID id, String status) {
        JsonObjectBuilder reply = JSON.createObjectBuilder().add("version", Command.VERSION);
        return (id == null ? reply.addNull("id") : reply.add("id", id.toString())).add("status", status);
    }

    private static JsonObjectBuilder error(String code, String message) {
        return JSON.createObjectBuilder().add("code", code).add("message", message);
    }
}
