package io.voxlynx.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.voxlynx.sandbox.run.ManagementCli;
import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.SystemTest;
import io.voxlynx.systemtests.harness.TestCampaign;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Systems that order: each order counts once, and its sender hears what came of it. */
@SystemTest
class CommandsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BROKER = "/subsystem=messaging-activemq/server=default";
    private static final String DEAD = BROKER + "/jms-queue=DeadCommands:list-messages()";

    private static final String MOVE_BACK = BROKER + "/jms-queue=DeadCommands"
            + ":move-messages(filter=\"JMSCorrelationID = '%s'\",other-queue-name=Commands)";

    private final Installation voxlynx;
    private final Described described;
    private final Key key;
    private final int port;

    CommandsIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.described = Described.servedTo(voxlynx.undocumented(voxlynx.anonymous()));
        this.key = Key.of(voxlynx.operator(), "commands");
        this.port = voxlynx.platform().node(0).jmsPort();
    }

    @ParameterizedTest
    @EnumSource
    void aCommandIsCarriedOutOnceHoweverOftenItIsSent(Client client) throws Exception {
        TestCampaign campaign = voxlynx.campaign(Contacts.of(3), 1);
        String start = command("campaign.start", campaign, "");

        JsonNode first = ask(client, start);
        JsonNode second = ask(client, start);

        assertThat(first.at("/status").textValue()).isEqualTo("DONE");
        assertThat(first.at("/campaign/status").textValue()).isEqualTo("QUEUED");
        assertThat(second).isEqualTo(first);
        assertThat(audited("command.campaign.start", campaign)).isOne();
        assertThat(ask(client, command("campaign.start", campaign, ""))
                        .at("/error/code")
                        .textValue())
                .isEqualTo("CONFLICT");
        assertThat(ask(client, start.replace("campaign.start", "campaign.cancel"))
                        .at("/error/code")
                        .textValue())
                .as("something else under the id of another")
                .isEqualTo("CONFLICT");
        assertThat(ask(client, command("campaign.pause", campaign, ""))
                        .at("/campaign/status")
                        .textValue())
                .isEqualTo("PAUSED");
        assertThat(ask(client, command("campaign.resume", campaign, ""))
                        .at("/campaign/status")
                        .textValue())
                .isEqualTo("QUEUED");
        assertThat(ask(client, command("campaign.cancel", campaign, ""))
                        .at("/campaign/status")
                        .textValue())
                .isEqualTo("CANCELED");
        assertThat(campaign.status()).isEqualTo("CANCELED");
    }

    @ParameterizedTest
    @EnumSource
    void contactsThatComeWhileACampaignRunsAreCalled(Client client) throws Exception {
        TestCampaign campaign = voxlynx.campaign(Contacts.of(2), 1);
        // Somebody is on the phone until the command has been carried out.
        voxlynx.sandbox()
                .behave(Json.createObjectBuilder()
                        .add("answerRate", 1)
                        .add("talkMillis", 4_000)
                        .build());
        campaign.start();
        String line = "4155" + (client == Client.ARTEMIS ? "551" : "552");

        JsonNode reply = ask(client, command("contacts.add", campaign, """
                ,"contacts":[{"name":"Ada","phone":"%s001"},{"name":"","phone":"%s002"},{"name":"Eve","phone":"%s001"}]""".formatted(line, line, line)));
        voxlynx.sandbox()
                .behave(Json.createObjectBuilder().add("talkMillis", 200).build());

        assertThat(reply.at("/contacts/accepted").intValue()).isEqualTo(1);
        assertThat(reply.at("/contacts/total").intValue()).isEqualTo(3);
        assertThat(reply.at("/contacts/skipped").findValuesAsText("reason"))
                .containsExactly("Missing name", "Duplicate phone number");
        campaign.awaitEnd(PATIENCE);
        assertThat(campaign.callIds()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsAnothersIsNotThere(Client client) throws Exception {
        TestCampaign campaign = voxlynx.campaign(Contacts.of(2), 1);
        Key another = Key.of(voxlynx.operator2(), "commands");

        JsonNode reply = ask(client, another, command("campaign.start", campaign, ""));

        assertThat(reply.at("/error/code").textValue()).isEqualTo("NOT_FOUND");
        assertThat(campaign.status()).isEqualTo("CREATED");
        assertThat(refusals(campaign)).containsExactly("access.foreign");
    }

    @ParameterizedTest
    @EnumSource
    void nobodySpeaksInTheNameOfAnotherKey(Client client) throws Exception {
        TestCampaign campaign = voxlynx.campaign(Contacts.of(2), 1);
        Key another = Key.of(voxlynx.operator2(), "commands");
        String start = command("campaign.start", campaign, "");

        assertThat(ask(client, key, start, another.signature(start))
                        .at("/error/code")
                        .textValue())
                .isEqualTo("FORBIDDEN");
        voxlynx.operator().delete("/api/api-keys/" + key.id()).require(204);
        assertThat(ask(client, new Key("", another.user(), another.password()), start, key.signature(start))
                        .at("/error/code")
                        .textValue())
                .isEqualTo("FORBIDDEN");
        assertThat(campaign.status()).isEqualTo("CREATED");
        assertThat(refusals(campaign)).containsExactly("access.unauthenticated", "access.unauthenticated");
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeReadIsKeptWithTheReason(Client client) throws Exception {
        String nonsense = "start it, " + UUID.randomUUID();

        assertThat(ask(client, nonsense).at("/error/code").textValue()).isEqualTo("UNREADABLE");

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(voxlynx.platform().node(0).management().run(DEAD))
                                .contains("The body must be one JSON object", key.user()));
    }

    /** Whatever is wrong with it, such as a database that takes everything but this: those behind it have their turn. */
    @ParameterizedTest
    @EnumSource
    void whatKeepsFailingIsKeptAndCarriedOutWhenItIsMovedBack(Client client) throws Exception {
        TestCampaign campaign = voxlynx.campaign(Contacts.of(2), 1);
        String start = command("campaign.start", campaign, "");
        String id = Described.read(start).at("/id").textValue();
        ManagementCli management = voxlynx.platform().node(0).management();
        String pause = "/subsystem=messaging-activemq/server=default/address-setting=jms.queue.Commands:%s";
        voxlynx.db().update("alter table commands add constraint not_this_one check (id <> '" + id + "') not valid");
        management.run(pause.formatted("write-attribute(name=redelivery-delay, value=50)"));
        management.run(pause.formatted("write-attribute(name=redelivery-multiplier, value=1)"));
        try {
            send(client, start, id);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(management.run(DEAD)).contains("It kept failing", id));
        } finally {
            management.run(pause.formatted("write-attribute(name=redelivery-delay, value=1000)"));
            management.run(pause.formatted("write-attribute(name=redelivery-multiplier, value=2)"));
            voxlynx.db().update("alter table commands drop constraint not_this_one");
        }
        assertThat(campaign.status()).isEqualTo("CREATED");
        assertThat(audited("command.campaign.start", campaign)).isZero();

        management.run(MOVE_BACK.formatted(id));

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(audited("command.campaign.start", campaign)).isOne());
        assertThat(campaign.status()).isNotEqualTo("CREATED");
        assertThat(management.run(DEAD)).doesNotContain(id);
        assertThat(ask(client, start).at("/status").textValue())
                .as("whoever asks is told of it")
                .isEqualTo("DONE");
    }

    /** By AMQP as bytes, by CORE as text. */
    private void send(Client client, String body, String correlation) throws JMSException {
        try (JMSContext context =
                client.at(port).createContext(key.user(), key.password(), JMSContext.AUTO_ACKNOWLEDGE)) {
            Message command = client == Client.QPID ? bytes(context, body) : context.createTextMessage(body);
            command.setStringProperty("apiKey", key.user());
            command.setStringProperty("signature", key.signature(body));
            command.setJMSCorrelationID(correlation);
            context.createProducer().send(context.createQueue(client.queue), command);
        }
    }

    private static Message bytes(JMSContext context, String body) throws JMSException {
        BytesMessage message = context.createBytesMessage();
        message.writeBytes(body.getBytes(StandardCharsets.UTF_8));
        return message;
    }

    private JsonNode ask(Client client, String body) throws JMSException {
        return ask(client, key, body);
    }

    private JsonNode ask(Client client, Key shown, String body) throws JMSException {
        return ask(client, shown, body, shown.signature(body));
    }

    private JsonNode ask(Client client, Key shown, String body, String signature) throws JMSException {
        try (JMSContext context =
                client.at(port).createContext(shown.user(), shown.password(), JMSContext.AUTO_ACKNOWLEDGE)) {
            TemporaryQueue replies = context.createTemporaryQueue();
            JMSConsumer consumer = context.createConsumer(replies);
            TextMessage command = context.createTextMessage(body);
            command.setStringProperty("apiKey", shown.user());
            command.setStringProperty("signature", signature);
            command.setJMSReplyTo(replies);
            if (client == Client.QPID) {
                // The broker has its own id for what comes by AMQP.
                command.setJMSCorrelationID(UUID.randomUUID().toString());
            }
            context.createProducer().send(context.createQueue(client.queue), command);
            Message reply = consumer.receive(PATIENCE.toMillis());
            assertThat(reply).isInstanceOf(TextMessage.class);
            assertThat(reply.getJMSCorrelationID())
                    .isEqualTo(client == Client.QPID ? command.getJMSCorrelationID() : command.getJMSMessageID());
            String text = ((TextMessage) reply).getText();
            described.require("Reply", text);
            return Described.read(text);
        }
    }

    private static String command(String word, TestCampaign campaign, String more) {
        return "{\"version\":1,\"id\":\"%s\",\"command\":\"%s\",\"campaignId\":\"%s\"%s}"
                .formatted(UUID.randomUUID(), word, campaign.id(), more);
    }

    private List<String> refusals(TestCampaign campaign) {
        return voxlynx.db()
                .list(
                        String.class,
                        "select action from audit_log where target = ? order by id",
                        "JMS campaign.start " + campaign.id());
    }

    private long audited(String action, TestCampaign campaign) {
        return voxlynx.db()
                .count(
                        "select count(*) from audit_log where action = ? and target = ?",
                        action,
                        campaign.id().toString());
    }
}
