package io.voxlynx.trace;

import io.opentelemetry.api.OpenTelemetry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Takes the tracer that the server offers. With its SDK off, as it is by default, it keeps ids and sends nothing. */
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
