package io.voxlynx.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.voxlynx.metrics.DatabaseFigures.Figure;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Shows what the database says as gauges of the server's registry. Which there are follows from the answer: a campaign
 * comes and goes with its dialling. While the database is away they have no value, and whoever looks gets the rest.
 */
@ApplicationScoped
public class Gauges {

    private static final String CAMPAIGN = "campaign";

    @Inject
    MeterRegistry registry;

    @Inject
    DatabaseFigures figures;

    @Resource
    ManagedThreadFactory threads;

    private final Set<Figure> shown = new HashSet<>();

    void begin(@Observes @Initialized(ApplicationScoped.class) Object start) {
        Metrics.bind(registry);
        registry.gauge("voxlynx.database.answers", Tags.empty(), this, gauges -> gauges.look() ? 1 : 0);
        // So that the first who looks sees all of them; nobody waits for it.
        threads.newThread(this::look).start();
    }

    @PreDestroy
    void end() {
        Metrics.unbind();
        // Left behind, they would keep the same ones of the next deployment out.
        registry.clear();
    }

    private boolean look() {
        return figures.now().map(this::show).isPresent();
    }

    private synchronized Map<Figure, Double> show(Map<Figure, Double> known) {
        for (Figure figure : known.keySet()) {
            if (shown.add(figure)) {
                registry.gauge(figure.name(), tags(figure), this, gauges -> gauges.value(figure));
            }
        }
        shown.removeIf(figure -> {
            boolean gone = figure.labels().contains(CAMPAIGN) && !known.containsKey(figure);
            if (gone) {
                hide(figure);
            }
            return gone;
        });
        return known;
    }

    private void hide(Figure figure) {
        Gauge gauge = registry.find(figure.name()).tags(tags(figure)).gauge();
        if (gauge != null) {
            registry.remove(gauge);
        }
    }

    private double value(Figure figure) {
        return figures.now()
                .map(known -> known.getOrDefault(figure, Double.NaN))
                .orElse(Double.NaN);
    }

    private static Tags tags(Figure figure) {
        return Tags.of(figure.labels().toArray(String[]::new));
    }
}
