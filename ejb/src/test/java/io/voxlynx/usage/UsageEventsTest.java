package io.voxlynx.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.event.EventsForTests;
import io.voxlynx.identity.Caller;
import io.voxlynx.session.SessionRows;
import io.voxlynx.shared.Conflict;
import io.voxlynx.shared.Forbidden;
import io.voxlynx.shared.InvalidInput;
import io.voxlynx.shared.NotFound;
import io.voxlynx.usage.TestUsage.TestSession;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class UsageEventsTest {

    private final TestSession session = TestUsage.session();
    private final UsageEvents usage = TestUsage.eventsAt(TestUsage.NOW);
    private final IdempotencyKey key = new IdempotencyKey(UUID.randomUUID().toString());
    private final NewUsageEvent speech =
            session.measured("deepgram", new UsageData.AudioDuration(new BigDecimal("30.50")));

    @Test
    void othersAreToldOfItOnce() {
        UsageEvent event = usage.record(speech, TestUsage.WORKER, key);
        usage.record(speech, TestUsage.WORKER, key);

        assertThat(EventsForTests.of(TestUsage.DATABASE, event.id())).containsExactly("usage.recorded");
    }

    @Test
    void whatIsSentAgainUnderItsKeyIsTheFirstEvent() {
        UsageEvent first = usage.record(speech, TestUsage.WORKER, key);

        assertThat(usage.record(speech, TestUsage.WORKER, key)).isEqualTo(first);
        assertThat(session.rows()).isEqualTo(1);
    }

    @Test
    void ratesThatChangedSinceDoNotMakeItAnother() {
        UsageEvent first = usage.record(speech, TestUsage.WORKER, key);
        usage.rates.perMinute = PriceList.of("other=1");

        assertThat(usage.record(speech, TestUsage.WORKER, key)).isEqualTo(first);
    }

    @Test
    void theSameNumberWrittenOtherwiseIsTheSame() {
        UsageEvent first = usage.record(speech, TestUsage.WORKER, key);
        NewUsageEvent again = session.measured("Deepgram", new UsageData.AudioDuration(new BigDecimal("3.05e1")));

        assertThat(usage.record(again, TestUsage.WORKER, key)).isEqualTo(first);
    }

    @Test
    void somethingElseUnderTheSameKeyIsRefused() {
        TestSession other = TestUsage.session(session.owner(), session.agent());
        usage.record(speech, TestUsage.WORKER, key);

        for (NewUsageEvent another : List.of(
                session.measured("deepgram", new UsageData.AudioDuration(new BigDecimal("30.51"))),
                session.measured("assemblyai", speech.data()),
                session.measured("gemini", new UsageData.TokenCounts(1, 1)),
                session.charged("deepgram", UsageType.stt_minutes, "1"),
                other.measured("deepgram", speech.data()))) {
            assertThatThrownBy(() -> usage.record(another, TestUsage.WORKER, key))
                    .isInstanceOf(Conflict.class);
        }
        assertThat(session.rows()).isEqualTo(1);
        Recount.ofOwner(session.owner()).equalsTheSummary();
    }

    @Test
    void aKeyIsItsSendersOwn() {
        UsageEvent first = usage.record(speech, TestUsage.WORKER, key);

        assertThat(usage.record(speech, TestUsage.ADMIN, key).id()).isNotEqualTo(first.id());
    }

    @Test
    void whoeverSendsItAtTheSameTimeGetsTheSameEvent() throws Exception {
        List<UsageEvent> answers = UsageRollupTest.atOnce(
                Collections.<Callable<UsageEvent>>nCopies(16, () -> usage.record(speech, TestUsage.WORKER, key)));

        assertThat(new HashSet<>(answers)).hasSize(1);
        assertThat(session.rows()).isEqualTo(1);
        Recount.ofOwner(session.owner()).equalsTheSummary();
        Recount.ofOwner(session.owner()).equalsTheSession(session.id());
    }

    @Test
    void withoutAKeyEveryReportCounts() {
        usage.record(speech, TestUsage.WORKER, null);
        usage.record(speech, TestUsage.WORKER, null);

        assertThat(session.rows()).isEqualTo(2);
    }

    @Test
    void whatWasReadBackIsWhatWasAnswered() {
        for (NewUsageEvent order : List.of(
                speech,
                session.measured("gemini", new UsageData.TokenCounts(12, 34)),
                session.measured("resemble", new UsageData.CharacterCount(56)),
                session.charged("somebody", UsageType.tts_characters, "5.551115123125783e-17"))) {
            IdempotencyKey its = new IdempotencyKey(UUID.randomUUID().toString());
            assertThat(usage.record(order, TestUsage.WORKER, its))
                    .isEqualTo(usage.record(order, TestUsage.WORKER, its));
        }
    }

    @Test
    void usersReportForThemselvesOnly() {
        Caller owner = TestUsage.voice(session.owner());
        Caller stranger = TestUsage.voice("stranger");

        usage.record(speech, owner, null);

        assertThatThrownBy(() -> usage.record(speech, stranger, null)).isInstanceOf(Forbidden.class);
        NewUsageEvent asHimself = new NewUsageEvent(
                session.id(), "stranger", null, speech.provider(), speech.type(), speech.data(), null);
        assertThatThrownBy(() -> usage.record(asHimself, stranger, null)).isInstanceOf(NotFound.class);
        assertThat(session.rows()).isEqualTo(1);
    }

    @Test
    void theSessionsOwnerAndAgentAreMeant() {
        NewUsageEvent ofAnother =
                new NewUsageEvent(session.id(), "another", null, speech.provider(), speech.type(), speech.data(), null);
        UUID agent = SessionRows.agent(TestUsage.DATABASE, session.owner());
        NewUsageEvent ofAnotherAgent = new NewUsageEvent(
                session.id(), session.owner(), agent, speech.provider(), speech.type(), speech.data(), null);
        NewUsageEvent ofNoSession = new NewUsageEvent(
                UUID.randomUUID(), session.owner(), null, speech.provider(), speech.type(), speech.data(), null);

        assertThatThrownBy(() -> usage.record(ofAnother, TestUsage.WORKER, null))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("user_id");
        assertThatThrownBy(() -> usage.record(ofAnotherAgent, TestUsage.WORKER, null))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("agent_id");
        assertThatThrownBy(() -> usage.record(ofNoSession, TestUsage.WORKER, null))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void keysAreShortAndPrintable() {
        for (String wrong : List.of("", "a".repeat(256), "ä", "a\nb")) {
            assertThatThrownBy(() -> new IdempotencyKey(wrong))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("Idempotency-Key");
        }
    }
}
