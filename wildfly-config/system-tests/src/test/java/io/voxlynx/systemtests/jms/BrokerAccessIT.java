package io.voxlynx.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.voxlynx.sandbox.run.ManagementCli;
import io.voxlynx.systemtests.harness.Contacts;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.json.Json;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.naming.InitialContext;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** At the broker everybody does what his key is for, and nothing else. */
@SystemTest
class BrokerAccessIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BROKER = "/subsystem=messaging-activemq/server=default";
    private static final String QUEUE = BROKER + "/jms-queue=%s";
    private static final String[] INTERNAL = {"ProviderEvents", "CallLaunches", "Callbacks", "DeadCommands", "DLQ"};

    private final Installation voxlynx;
    private final int port;

    BrokerAccessIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.port = voxlynx.platform().node(0).jmsPort();
    }

    @ParameterizedTest
    @EnumSource
    void whoShowsNoKeyOrAWrongOneStaysOutside(Client client) {
        Key key = Key.of(voxlynx.admin(), "events");

        assertThatThrownBy(() -> enter(client, new Key("", key.user(), key.password() + "x")))
                .isInstanceOf(JMSRuntimeException.class);
        assertThatThrownBy(() -> enter(client, new Key("", "admin", "admin"))).isInstanceOf(JMSRuntimeException.class);
        assertThatThrownBy(() -> enter(client, new Key("", null, null))).isInstanceOf(JMSRuntimeException.class);
        assertThatThrownBy(() -> enter(client, Key.of(voxlynx.operator(), "operator")))
                .as("a key for the API only")
                .isInstanceOf(JMSRuntimeException.class);
        enter(client, key);
    }

    @ParameterizedTest
    @EnumSource
    void aRevokedKeyStaysOutsideWithinTheTimeThatTheBrokerRemembersIt(Client client) {
        Key key = Key.of(voxlynx.admin(), "events");
        enter(client, key);

        voxlynx.admin().delete("/api/api-keys/" + key.id()).require(200, 204);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThatThrownBy(() -> enter(client, key)).isInstanceOf(JMSRuntimeException.class));
    }

    @ParameterizedTest
    @EnumSource
    void whoMayListenMayNotOrderAndNeitherReachesWhatIsInside(Client client) {
        Key events = Key.of(voxlynx.admin(), "events");
        Key commands = Key.of(voxlynx.operator(), "commands");

        assertThatThrownBy(() -> send(client, events, client.queue)).isInstanceOf(JMSRuntimeException.class);
        assertThatThrownBy(() -> subscribe(client, commands)).isInstanceOf(JMSRuntimeException.class);
        for (Key key : new Key[] {events, commands}) {
            for (String queue : INTERNAL) {
                assertThatThrownBy(() -> send(client, key, queue))
                        .as("send to %s", queue)
                        .isInstanceOf(JMSRuntimeException.class);
                assertThatThrownBy(() -> receive(client, key, queue))
                        .as("receive from %s", queue)
                        .isInstanceOf(JMSRuntimeException.class);
            }
            assertThatThrownBy(() -> receive(client, key, client.queue)).isInstanceOf(JMSRuntimeException.class);
            assertThatThrownBy(() -> send(client, key, "a.new.one")).isInstanceOf(JMSRuntimeException.class);
        }
        subscribe(client, events);
    }

    @Test
    void theOneThatServesHttpIsNoWayIn() throws Exception {
        Key key = Key.of(voxlynx.admin(), "events");
        int http = voxlynx.platform().node(0).baseUrl().getPort();

        for (String acceptor : new String[] {"http-acceptor", "http-acceptor-throughput"}) {
            try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory()) {
                factory.setBrokerURL(
                        "tcp://127.0.0.1:%d?reconnectAttempts=0&httpUpgradeEnabled=true&httpUpgradeEndpoint=%s"
                                .formatted(http, acceptor));
                assertThatThrownBy(() -> factory.createContext(key.user(), key.password()))
                        .isInstanceOf(JMSRuntimeException.class);
            }
        }
    }

    /** By the lines of the README. */
    @Test
    void whoLooksNamesUpFindsThemInHisOwnProperties() throws Exception {
        Key key = Key.of(voxlynx.admin(), "events");
        Properties names = new Properties();
        names.load(new StringReader(Files.readAllLines(Path.of("../README.md")).stream()
                .filter(line -> line.matches("(java.naming.factory.initial|connectionFactory|topic|queue)[.=].*"))
                .map(line -> line.replace("voxlynx.example.com:5672", "127.0.0.1:" + port))
                .collect(Collectors.joining("\n"))));
        assertThat(names).hasSize(4);

        InitialContext context = new InitialContext(names);
        ConnectionFactory factory = (ConnectionFactory) context.lookup("VoxLynx");
        try (JMSContext listener = factory.createContext(key.user(), key.password())) {
            listener.setClientID(key.user());
            JMSConsumer events = listener.createDurableConsumer((Topic) context.lookup("Events"), "names");
            voxlynx.campaign(Contacts.of(1), 1);

            assertThat(events.receive(Duration.ofSeconds(30).toMillis())).isInstanceOf(TextMessage.class);
            events.close();
            listener.unsubscribe("names");
        }
        assertThat(((Queue) context.lookup("Commands")).getQueueName()).isEqualTo("jms.queue.Commands");
    }

    /** The product's own connection may send everywhere: it must not be had to by whoever names a place to reply to. */
    @ParameterizedTest
    @EnumSource
    void noReplyGoesWhereItsSenderMayNotSend(Client client) throws Exception {
        Key commands = Key.of(voxlynx.operator(), "commands");
        String mark = "reply-" + UUID.randomUUID();
        ManagementCli management = voxlynx.platform().node(0).management();
        String nowhere = UUID.randomUUID().toString();
        try (Subscriber subscriber = new Subscriber(client.at(port), Key.of(voxlynx.admin(), "events"), client.topic);
                JMSContext context = client.at(port).createContext(commands.user(), commands.password())) {
            await().atMost(PATIENCE).until(() -> subscriber.connections() == 1);
            List<Destination> places = List.of(
                    context.createQueue("DeadCallbacks"),
                    context.createQueue("CallLaunches"),
                    context.createTopic("Events"),
                    client.calledTemporary("jms.queue.DeadCallbacks"),
                    client.calledTemporary("jms.queue.ProviderEvents"),
                    client.calledTemporary("jms.topic.Events"),
                    client.calledTemporary(nowhere));
            for (Destination place : places) {
                Message command = context.createTextMessage("no command");
                command.setJMSReplyTo(place);
                command.setJMSCorrelationID(mark);
                context.createProducer().send(context.createQueue(client.queue), command);
            }

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(management.run(QUEUE.formatted("DeadCommands:list-messages()")))
                            .satisfies(dead -> assertThat(dead.split(mark, -1)).hasSize(places.size() + 1)));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    management.run(QUEUE.formatted("Commands:read-attribute(name=delivering-count)")))
                            .contains("\"result\" : 0"));

            assertThat(management.run(QUEUE.formatted("DeadCallbacks:list-messages()")))
                    .doesNotContain(mark);
            assertThat(management.run(QUEUE.formatted("DLQ:list-messages()"))).doesNotContain(mark);
            assertThat(management.run(BROKER + ":read-children-names(child-type=runtime-queue)"))
                    .doesNotContain(nowhere);
            assertThat(subscriber.heard()).noneMatch(body -> body.contains("UNREADABLE"));
        }
    }

    @ParameterizedTest
    @CsvSource({"operator,events", "voice,events", "voice,commands"})
    void nobodyGivesAKeyWhatIsNotHis(String role, String scope) {
        Refusals.assertStandard(
                voxlynx.caller("keeper-of-" + role + scope, role)
                        .post(
                                "/api/api-keys",
                                Json.createObjectBuilder()
                                        .add("name", "broker")
                                        .add("scopes", Json.createArrayBuilder().add(scope))
                                        .build()),
                400,
                "VALIDATION_ERROR");
    }

    @ParameterizedTest
    @CsvSource({"events", "commands"})
    void aKeyForTheBrokerOpensNothingElse(String scope) {
        Key key = Key.of(voxlynx.admin(), scope);

        Refusals.assertStandard(voxlynx.anonymous().as(key.password()).get("/api/campaigns"), 403, "FORBIDDEN");
    }

    private void enter(Client client, Key key) {
        try (JMSContext context = client.at(port).createContext(key.user(), key.password())) {
            context.start();
        }
    }

    private void send(Client client, Key key, String queue) {
        try (JMSContext context = client.at(port).createContext(key.user(), key.password())) {
            context.createProducer().send(context.createQueue(queue), "x");
        }
    }

    private void receive(Client client, Key key, String queue) {
        try (JMSContext context = client.at(port).createContext(key.user(), key.password())) {
            assertThat(context.createConsumer(context.createQueue(queue)).receiveNoWait())
                    .isNull();
        }
    }

    private void subscribe(Client client, Key key) {
        try (JMSContext context = client.at(port).createContext(key.user(), key.password())) {
            context.createConsumer(context.createTopic(client.topic)).receiveNoWait();
        }
    }
}
