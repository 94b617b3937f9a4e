package io.voxlynx.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.campaign.CampaignRedirected;
import io.voxlynx.campaign.CampaignStatus;
import io.voxlynx.trace.Trace;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RedirectionsTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final List<Runnable> elsewhere = new ArrayList<>();
    private final List<Optional<String>> traces = new ArrayList<>();
    private final Redirections redirections = redirections();

    @ParameterizedTest
    @EnumSource(names = {"DIALING", "RUNNING", "PAUSED", "CANCELED"})
    void whatACommandMeansForTheLinesBelongsToItsTrace(CampaignStatus status) {
        Trace.follow(
                "Command",
                "00-" + TRACE + "-b7ad6b7169203331-01",
                () -> redirections.redirected(new CampaignRedirected(UUID.randomUUID(), status)));

        elsewhere.forEach(Runnable::run);

        assertThat(traces).containsExactly(Optional.of(TRACE));
    }

    private Redirections redirections() {
        Redirections made = new Redirections();
        made.executor = (ManagedExecutorService) Proxy.newProxyInstance(
                RedirectionsTest.class.getClassLoader(),
                new Class<?>[] {ManagedExecutorService.class},
                (self, asked, arguments) -> {
                    elsewhere.add((Runnable) arguments[0]);
                    return null;
                });
        made.lines = new Lines() {
            @Override
            public Optional<Filled> fill(UUID campaignId) {
                traces.add(Trace.id());
                return Optional.empty();
            }

            @Override
            void giveBack(UUID campaignId) {
                traces.add(Trace.id());
            }
        };
        made.launches = new Launches() {
            @Override
            void hintWaiting(UUID campaignId) {
                traces.add(Trace.id());
            }
        };
        return made;
    }
}
