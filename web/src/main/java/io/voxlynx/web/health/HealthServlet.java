package io.voxlynx.web.health;

import io.voxlynx.shared.LogLine;
import io.voxlynx.web.http.JsonFormat;
import jakarta.annotation.Resource;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** 200 while the database answers, else 503. Outside /api, so a servlet. */
@WebServlet("/health")
public class HealthServlet extends HttpServlet {

    private static final Logger LOG = Logger.getLogger(HealthServlet.class.getName());
    private static final int DATABASE_SECONDS = 2;

    @Resource(lookup = "java:jboss/datasources/VoxLynxDS")
    private DataSource database;

    /** The shape of MicroProfile Health. */
    public record Health(String status, List<Check> checks) {

        static Health of(Check... checks) {
            boolean up =
                    List.of(checks).stream().allMatch(check -> check.status().equals("UP"));
            return new Health(up ? "UP" : "DOWN", List.of(checks));
        }

        boolean isUp() {
            return status.equals("UP");
        }
    }

    public record Check(String name, String status) {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Health health = Health.of(new Check("database", databaseAnswers() ? "UP" : "DOWN"));
        byte[] body = JsonFormat.JSON.toJson(health).getBytes(StandardCharsets.UTF_8);
        response.setStatus(health.isUp() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private boolean databaseAnswers() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(DATABASE_SECONDS);
        } catch (SQLException e) {
            LOG.warning(LogLine.of("The database does not answer: %s", e.getMessage()));
            return false;
        }
    }
}
