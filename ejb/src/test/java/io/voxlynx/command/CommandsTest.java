package io.voxlynx.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.voxlynx.audit.AuditEntry;
import io.voxlynx.audit.AuditForTests;
import io.voxlynx.audit.RefusalsForTests;
import io.voxlynx.campaign.Campaign;
import io.voxlynx.campaign.CampaignMode;
import io.voxlynx.campaign.CampaignService;
import io.voxlynx.campaign.CampaignWebhook;
import io.voxlynx.campaign.NewCampaign;
import io.voxlynx.identity.Admission.Decision;
import io.voxlynx.identity.ApiKeys;
import io.voxlynx.identity.Caller;
import io.voxlynx.identity.Role;
import io.voxlynx.shared.Conflict;
import io.voxlynx.shared.Database;
import io.voxlynx.shared.FakeMessage;
import io.voxlynx.shared.NotFound;
import io.voxlynx.shared.PostgresForTests;
import io.voxlynx.trace.Trace;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CommandsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Database database = PostgresForTests.database();
    private final UUID campaign = UUID.randomUUID();
    private final UUID key = UUID.randomUUID();
    private final String sender = "sender-" + UUID.randomUUID();
    private final String start = "{\"version\":1,\"id\":\"%s\",\"command\":\"campaign.start\",\"campaignId\":\"%s\"}"
            .formatted(UUID.randomUUID(), campaign);
    private final AtomicInteger started = new AtomicInteger();
    private Set<String> roles = Set.of(Role.COMMANDS);
    private Supplier<Campaign> effect = this::startedCampaign;
    private Runnable beforeReply = () -> {};
    private Optional<String> traced = Optional.empty();

    private final Commands commands = commands();

    @Test
    void ofTwoAtOnceOneIsCarriedOutAndBothAreToldOfIt() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        effect = () -> {
            first.countDown();
            await().atMost(PATIENCE).until(() -> waiting() == 1);
            return startedCampaign();
        };
        CompletableFuture<String> one = CompletableFuture.supplyAsync(() -> perform(start));
        first.await();
        CompletableFuture<String> other = CompletableFuture.supplyAsync(() -> perform(start));

        assertThat(one.get()).contains("\"DONE\"").isEqualTo(other.get());
        assertThat(started).hasValue(1);
        assertThat(AuditForTests.about(campaign))
                .extracting(AuditEntry::action)
                .containsExactly("command.campaign.start");
    }

    @Test
    void whenTheFirstOfTwoFailsTheOtherCarriesItOut() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        effect = () -> {
            effect = this::startedCampaign;
            first.countDown();
            await().atMost(PATIENCE).until(() -> waiting() == 1);
            throw new IllegalStateException("killed");
        };
        CompletableFuture<String> one = CompletableFuture.supplyAsync(() -> perform(start));
        first.await();

        assertThat(perform(start)).contains("\"DONE\"");
        assertThatThrownBy(one::join).isInstanceOf(CompletionException.class);
        assertThat(started).hasValue(1);
        assertThat(AuditForTests.about(campaign)).hasSize(1);
    }

    @Test
    void killedBetweenCommitAndReplyTheSenderIsToldTheFirstReplyOnceItIsDeliveredAgain() {
        FakeBroker broker = new FakeBroker();
        CommandConsumer consumer = consumer(broker);
        beforeReply = () -> {
            throw new IllegalStateException("killed");
        };
        assertThatThrownBy(() -> consumer.onMessage(message(broker))).isInstanceOf(IllegalStateException.class);
        assertThat(broker.sent).isEmpty();
        beforeReply = () -> {};

        consumer.onMessage(message(broker));

        assertThat(broker.sent)
                .singleElement()
                .satisfies(reply -> assertThat((String) reply.message().body).contains("\"DONE\""));
        assertThat(started).hasValue(1);
    }

    @Test
    void theWorkBelongsToTheTraceThatTheSenderNames() {
        FakeBroker broker = new FakeBroker();

        consumer(broker).onMessage(message(broker));

        assertThat(traced).contains("0af7651916cd43dd8448eb211c80319c");
        assertThat(Trace.id()).isEmpty();
    }

    @Test
    void aRefusalStandsAlsoWhenItWouldBePossibleByThen() {
        effect = () -> {
            throw new Conflict("It runs", Map.of());
        };
        String refusal = perform(start);
        effect = this::startedCampaign;

        assertThat(refusal).contains("CONFLICT").isEqualTo(perform(start));
        assertThat(AuditForTests.about("JMS campaign.start " + campaign))
                .as("no attempt at what is not his")
                .isEmpty();
    }

    @Test
    void whoReachesForWhatIsAnothersIsWrittenDown() {
        effect = () -> {
            throw NotFound.anothers("Campaign", campaign);
        };

        assertThat(perform(start)).contains("NOT_FOUND");

        assertRefused("access.foreign", sender);
    }

    @Test
    void whoIsToldTheTruthThatItIsNotThereIsNot() {
        effect = () -> {
            throw new NotFound("Campaign", campaign);
        };

        assertThat(perform(start)).contains("NOT_FOUND");

        assertThat(AuditForTests.about("JMS campaign.start " + campaign)).isEmpty();
    }

    @Test
    void aKeyThatMayNotIsWrittenDown() {
        roles = Set.of(Role.OPERATOR);

        assertThat(perform(start)).contains("FORBIDDEN");

        assertRefused("access.forbidden", sender);
    }

    @Test
    void aSignatureThatIsNotGenuineIsWrittenDownOfNobody() {
        assertThat(commands.perform("vlx_k", "wrong", start)).contains("FORBIDDEN");

        assertRefused("access.unauthenticated", null);
    }

    private void assertRefused(String action, String actor) {
        assertThat(started).hasValue(0);
        assertThat(AuditForTests.about("JMS campaign.start " + campaign))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.action()).isEqualTo(action);
                    assertThat(entry.actor()).isEqualTo(actor);
                    assertThat(entry.apiKey()).isEqualTo(actor == null ? null : key);
                });
    }

    private String perform(String text) {
        return commands.perform("vlx_k", "genuine", text);
    }

    private Campaign startedCampaign() {
        started.incrementAndGet();
        return new Campaign(
                campaign,
                new NewCampaign(
                        sender, "Q1", 8, CampaignMode.continuous, UUID.randomUUID(), "line-1", CampaignWebhook.NONE),
                Instant.EPOCH);
    }

    /** Who waits for the row of this command. */
    private int waiting() {
        return database.inTransaction(
                handle -> handle.createQuery("""
                        select count(*) from pg_stat_activity
                        where wait_event_type = 'Lock' and query like 'insert into commands%'""").mapTo(Integer.class).one());
    }

    private Message message(FakeBroker broker) {
        return FakeMessage.text(start)
                .with("apiKey", "vlx_k")
                .with("signature", "genuine")
                .with(Trace.PARENT, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .answeredTo(broker.queue(TemporaryQueue.class, UUID.randomUUID().toString()), "7")
                .message();
    }

    private CommandConsumer consumer(FakeBroker broker) {
        CommandConsumer consumer = new CommandConsumer();
        consumer.commands = commands;
        consumer.mail = new CommandMail() {
            @Override
            void reply(Message command, String reply) throws JMSException {
                beforeReply.run();
                super.reply(command, reply);
            }
        };
        consumer.mail.connections = broker.connections();
        consumer.mail.dead = broker.queue(Queue.class, "DeadCommands");
        return consumer;
    }

    private Commands commands() {
        Commands made = new Commands();
        made.database = database;
        made.refusals = RefusalsForTests.into(AuditForTests.log());
        made.keys = new ApiKeys() {
            @Override
            public Optional<Decision> admitSigner(String prefix, String text, String signature) {
                return signature.equals("genuine")
                        ? Optional.of(new Decision(new Caller(sender, roles, key), Optional.empty()))
                        : Optional.empty();
            }
        };
        ExecutionForTests execution = new ExecutionForTests();
        execution.audit = AuditForTests.log();
        execution.campaigns = new CampaignService() {
            @Override
            public Campaign start(UUID id, Caller caller) {
                traced = Trace.id();
                return effect.get();
            }
        };
        made.execution = execution;
        return made;
    }
}
