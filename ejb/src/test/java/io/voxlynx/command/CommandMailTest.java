package io.voxlynx.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.voxlynx.shared.FakeMessage;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandMailTest {

    private static final String START = "{\"command\":\"campaign.start\"}";
    private static final String TEMPORARY = "1129ac65-e5de-11f1-b0f3-02fc00000001";

    private final FakeBroker broker = new FakeBroker();
    private final CommandMail mail = new CommandMail();

    CommandMailTest() {
        mail.connections = broker.connections();
        mail.dead = broker.queue(Queue.class, "DeadCommands");
    }

    @ParameterizedTest
    @ValueSource(strings = {TEMPORARY, "jms.tempqueue." + TEMPORARY, "9d105fee-824f-4b7a-baad-27cac93e7fa6"})
    void aReplyComesToATemporaryQueueOfEitherClient(String name) throws JMSException {
        mail.reply(command(broker.queue(TemporaryQueue.class, name)).message(), "done");

        assertThat(broker.sent).singleElement().satisfies(reply -> {
            assertThat(reply.message().body).isEqualTo("done");
            assertThat(reply.message().correlationId).isEqualTo("7");
        });
    }

    Stream<Destination> ours() {
        return Stream.of(
                broker.queue(Queue.class, "ProviderEvents"),
                broker.queue(Queue.class, "jms.queue.CallLaunches"),
                broker.queue(Queue.class, TEMPORARY),
                broker.queue(TemporaryQueue.class, "jms.queue.DeadCallbacks"),
                broker.queue(TemporaryQueue.class, "Callbacks"),
                broker.queue(TemporaryQueue.class, "jms.topic.Events"),
                broker.queue(TemporaryQueue.class, TEMPORARY + "::jms.queue.Callbacks"),
                broker.queue(TemporaryTopic.class, TEMPORARY),
                broker.queue(Destination.class, "jms.topic.Events"));
    }

    @Test
    void nowhereElse() throws JMSException {
        for (Destination receiver : ours().toList()) {
            mail.reply(command(receiver).message(), "done");
        }

        assertThat(broker.sent).isEmpty();
    }

    static Stream<FakeMessage> kinds() {
        return Stream.of(FakeMessage.text(START), FakeMessage.bytes(START));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatIsBuriedCanBeCarriedOutWhenItIsMovedBack(FakeMessage command) throws JMSException {
        TemporaryQueue replies = broker.queue(TemporaryQueue.class, TEMPORARY);
        command.with("apiKey", "vlx_k").with("signature", "5f").with("traceparent", "00-1");

        mail.bury(command.answeredTo(replies, "7").message(), "It kept failing");

        FakeMessage buried = broker.sent.get(0).message();
        assertThat(CommandMail.text(buried.message())).isEqualTo(START);
        assertThat(buried.isBytes()).isEqualTo(command.isBytes());
        assertThat(buried.properties)
                .containsEntry("apiKey", "vlx_k")
                .containsEntry("signature", "5f")
                .containsEntry("traceparent", "00-1")
                .containsEntry("reason", "It kept failing");
        assertThat(buried.replyTo).isEqualTo(replies);
        assertThat(buried.correlationId).isEqualTo("7");
    }

    @Test
    void whoGaveNoCorrelationIsToldOfTheMessageHeSentAlsoLater() throws JMSException {
        FakeMessage command = FakeMessage.text(START);
        command.id = "ID:1";

        mail.bury(command.message(), "It kept failing");

        assertThat(broker.sent.get(0).message().correlationId).isEqualTo("ID:1");
    }

    static Stream<FakeMessage> unreadable() {
        return Stream.of(FakeMessage.text(null), FakeMessage.bytes(""), FakeMessage.other());
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void withoutTextItIsUnreadableAndBuriedAllTheSame(FakeMessage command) throws JMSException {
        assertThatExceptionOfType(UnreadableCommand.class).isThrownBy(() -> CommandMail.text(command.message()));

        mail.bury(command.with("apiKey", new byte[] {1}).message(), "A command is a text message");

        assertThat(broker.sent.get(0).message().properties)
                .containsEntry("reason", "A command is a text message")
                .doesNotContainKey("apiKey");
    }

    @Test
    void bytesAreUtf8() throws JMSException {
        FakeMessage message = FakeMessage.bytes("Zoë");

        assertThat(message.body).isEqualTo("Zoë".getBytes(StandardCharsets.UTF_8));
        assertThat(CommandMail.text(message.message())).isEqualTo("Zoë");
    }

    private static FakeMessage command(Destination receiver) {
        return FakeMessage.text(START).answeredTo(receiver, "7");
    }
}
