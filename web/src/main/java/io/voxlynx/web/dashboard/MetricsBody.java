package io.voxlynx.web.dashboard;

import io.voxlynx.dashboard.DashboardMetrics;
import io.voxlynx.session.SessionFigures;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "DashboardMetrics")
public record MetricsBody(
        @Schema(required = true) long totalSessions,

        @Schema(required = true, description = "Without those that were deleted.")
        long totalAgents,

        @Schema(required = true, description = "Seconds, over the conversations that are over; 0 while there is none.")
        BigDecimal avgDuration,

        @Schema(required = true, description = "Created on this UTC day.")
        long sessionsToday,

        @Schema(required = true, description = "Entries that arrived on this UTC day.")
        long transcriptsToday) {

    static MetricsBody of(DashboardMetrics metrics) {
        SessionFigures sessions = metrics.sessions();
        return new MetricsBody(
                sessions.sessions(),
                metrics.agents(),
                sessions.averageDuration(),
                sessions.sessionsToday(),
                sessions.transcriptsToday());
    }
}
