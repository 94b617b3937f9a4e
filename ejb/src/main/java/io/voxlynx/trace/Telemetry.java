package io.voxlynx.trace;

import io.opentelemetry.api.OpenTelemetry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Has spans go where the server sends them, which is nowhere unless it is told to. */
@ApplicationScoped
public class Telemetry {

    @Inject
    OpenTelemetry telemetry;

    void begin(@Observes @Initialized(ApplicationScoped.class) Object start) {
        Trace.bind(telemetry);
    }

    @PreDestroy
    void end() {
        Trace.unbind();
    }
}
