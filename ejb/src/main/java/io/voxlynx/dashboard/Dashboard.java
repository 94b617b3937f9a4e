package io.voxlynx.dashboard;

import io.voxlynx.agent.AgentDirectory;
import io.voxlynx.identity.Caller;
import io.voxlynx.session.SessionDays;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What a caller has, in figures; an admin's are everybody's. Today is the UTC day. */
@ApplicationScoped
public class Dashboard {

    @Inject
    AgentDirectory agents;

    @Inject
    SessionDays days;

    @Inject
    Clock clock;

    public DashboardMetrics metrics(Caller caller) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return new DashboardMetrics(agents.count(caller), days.figures(caller, today));
    }
}
