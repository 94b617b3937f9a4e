package io.voxlynx.web.health;

import io.voxlynx.health.Health;
import io.voxlynx.health.HealthChecks;
import io.voxlynx.web.http.JsonFormat;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** 200 while all is well, else 503, and which part is not. Outside /api, so a servlet. */
@WebServlet({"/health", "/health/live", "/health/ready", "/health/started"})
public class HealthServlet extends HttpServlet {

    @Inject
    private transient HealthChecks checks;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Health health = asked(request.getServletPath());
        byte[] body = JsonFormat.JSON.toJson(HealthBody.of(health)).getBytes(StandardCharsets.UTF_8);
        response.setStatus(health.isUp() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private Health asked(String path) {
        return switch (path) {
            case "/health/live" -> checks.live();
            case "/health/ready" -> checks.ready();
            case "/health/started" -> checks.started();
            default -> checks.serving();
        };
    }
}
