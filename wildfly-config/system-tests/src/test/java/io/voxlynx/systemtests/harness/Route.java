package io.voxlynx.systemtests.harness;

import io.voxlynx.sandbox.client.Api;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every operation of the API, as the contract and its rulings list them.
 *
 * @param path as in the OpenAPI document
 * @param sends the media type of its body; null where it has none
 * @param answers the media type of a good answer; null for none
 */
public record Route(String method, String path, String sends, String answers) {

    private static final String JSON = "application/json";
    private static final String CSV = "text/csv";

    public static final List<Route> ALL = List.of(
            new Route("GET", "/api/assistants", null, JSON),
            new Route("POST", "/api/assistants", JSON, JSON),
            new Route("POST", "/api/assistants/import", JSON, JSON),
            new Route("GET", "/api/assistants/{id}", null, JSON),
            new Route("PATCH", "/api/assistants/{id}", JSON, JSON),
            new Route("DELETE", "/api/assistants/{id}", null, null),
            new Route("GET", "/api/campaigns", null, JSON),
            new Route("POST", "/api/campaigns", "multipart/form-data", JSON),
            new Route("GET", "/api/campaigns/{id}", null, JSON),
            new Route("PATCH", "/api/campaigns/{id}", JSON, JSON),
            new Route("POST", "/api/campaigns/{id}/start", JSON, JSON),
            new Route("POST", "/api/campaigns/{id}/pause", null, JSON),
            new Route("POST", "/api/campaigns/{id}/resume", null, JSON),
            new Route("POST", "/api/campaigns/{id}/cancel", null, JSON),
            new Route("GET", "/api/campaigns/{id}/contacts", null, JSON),
            new Route("GET", "/api/campaigns/{id}/export.csv", null, CSV),
            new Route("GET", "/api/campaigns/{id}/import-report", null, JSON),
            new Route("GET", "/api/campaigns/{id}/import-report.csv", null, CSV),
            new Route("POST", "/api/usage/events", JSON, JSON),
            new Route("GET", "/api/costs/summary", null, JSON),
            new Route("GET", "/api/costs/timeline", null, JSON),
            new Route("GET", "/api/costs/by-agent", null, JSON),
            new Route("GET", "/api/sessions/{id}/cost-breakdown", null, JSON),
            new Route("GET", "/api/sessions/{id}/analysis", null, JSON),
            new Route("POST", "/api/livekit/token", JSON, JSON),
            new Route("POST", "/api/livekit/webhook", JSON, JSON),
            new Route("POST", "/api/telephony/outbound/call", JSON, JSON),
            new Route("GET", "/api/telephony/outbound/call/{id}/status", null, JSON),
            new Route("POST", "/api/telephony/outbound/call/{id}/end", null, JSON),
            new Route("POST", "/api/calls/outbound", JSON, JSON),
            new Route("GET", "/api/calls/{id}/status", null, JSON),
            new Route("POST", "/api/sessions/{id}/transfer", JSON, JSON),
            new Route("GET", "/api/telephony/lookup", null, JSON),
            new Route("POST", "/api/scheduler/tick", JSON, JSON),
            new Route("POST", "/api/webhooks/vapi", JSON, JSON),
            new Route("GET", "/api/webhooks/deliveries", null, JSON),
            new Route("GET", "/api/webhooks/deliveries/{id}", null, JSON),
            new Route("POST", "/api/webhooks/deliveries/{id}/resend", null, JSON),
            new Route("POST", "/api/webhooks/resend", JSON, JSON),
            new Route("POST", "/api/webhooks/test", JSON, JSON),
            new Route("GET", "/api/health/phone-line", null, JSON),
            new Route("GET", "/health", null, JSON),
            new Route("GET", "/health/live", null, JSON),
            new Route("GET", "/health/ready", null, JSON),
            new Route("GET", "/health/started", null, JSON),
            new Route("GET", "/api/agents", null, JSON),
            new Route("POST", "/api/agents", JSON, JSON),
            new Route("GET", "/api/agents/{id}", null, JSON),
            new Route("PUT", "/api/agents/{id}", JSON, JSON),
            new Route("DELETE", "/api/agents/{id}", null, JSON),
            new Route("GET", "/api/sessions", null, JSON),
            new Route("POST", "/api/sessions", JSON, JSON),
            new Route("GET", "/api/sessions/{id}", null, JSON),
            new Route("PATCH", "/api/sessions/{id}", JSON, JSON),
            new Route("POST", "/api/sessions/{id}/transcripts", JSON, JSON),
            new Route("GET", "/api/sessions/by-room/{room}", null, JSON),
            new Route("POST", "/api/sessions/by-room/{room}/transcripts", JSON, JSON),
            new Route("POST", "/api/sessions/by-room/{room}/end", null, JSON),
            new Route("GET", "/api/dashboard/metrics", null, JSON),
            new Route("GET", "/api/me", null, JSON),
            new Route("PATCH", "/api/me", JSON, JSON),
            new Route("GET", "/api/users", null, JSON),
            new Route("POST", "/api/users", JSON, JSON),
            new Route("GET", "/api/users/{id}", null, JSON),
            new Route("PATCH", "/api/users/{id}", JSON, JSON),
            new Route("POST", "/api/users/{id}/allow", null, JSON),
            new Route("POST", "/api/users/{id}/revoke", null, JSON),
            new Route("PUT", "/api/users/{id}/role", JSON, JSON),
            new Route("GET", "/api/audit", null, JSON),
            new Route("GET", "/api/api-keys", null, JSON),
            new Route("POST", "/api/api-keys", JSON, JSON),
            new Route("DELETE", "/api/api-keys/{id}", null, null));

    private static final String AGENT = "{\"name\":\"x\",\"systemPrompt\":\"x\",\"sttProvider\":\"deepgram\","
            + "\"llmProvider\":\"gemini\",\"ttsProvider\":\"resemble\"}";

    private static final Map<String, String> SMALLEST = Map.ofEntries(
            Map.entry("/api/assistants", "{\"name\":\"x\",\"config\":{}}"),
            Map.entry("/api/assistants/import", "{\"providerAssistantId\":\"no-such-assistant\"}"),
            Map.entry("/api/agents", AGENT),
            Map.entry("/api/agents/{id}", AGENT),
            Map.entry("/api/api-keys", "{\"name\":\"x\"}"),
            Map.entry("/api/campaigns/{id}", "{\"cap\":1}"),
            Map.entry("/api/me", "{\"webhookUrl\":null}"),
            Map.entry("/api/users", "{\"email\":\"x@example.com\"}"),
            Map.entry("/api/users/{id}", "{\"webhookUrl\":null}"),
            Map.entry("/api/webhooks/resend", "{\"host\":\"nobody.example\"}"),
            Map.entry("/api/webhooks/test", "{\"campaignId\":\"0195a8f0-0000-7000-8000-000000000000\"}"),
            Map.entry("/api/sessions/{id}", "{\"status\":\"ACTIVE\"}"),
            Map.entry("/api/sessions/{id}/transfer", "{\"phone_number\":\"+12125550100\",\"type\":\"warm\"}"),
            Map.entry("/api/sessions/{id}/transcripts", "{\"speaker\":\"user\",\"text\":\"x\"}"));

    public static List<Route> where(Predicate<Route> wanted) {
        return ALL.stream().filter(wanted).toList();
    }

    public static List<Route> of(String... paths) {
        return where(route -> Arrays.asList(paths).contains(route.path));
    }

    /** That proves who is calling by a token, or by the secret of the scheduler. */
    public boolean isPrivate() {
        return !isOfHealth() && !path.equals("/api/webhooks/vapi") && !path.equals("/api/livekit/webhook");
    }

    /** Outside of the API, where whether all is well is told in a form of its own. */
    public boolean isOfHealth() {
        return path.equals("/health") || path.startsWith("/health/");
    }

    boolean isMeantBy(String requestMethod, String requestPath) {
        return method.equals(requestMethod) && requestPath.matches(path.replaceAll("\\{[^}]+}", "[^/]+"));
    }

    /** A method that this path does not have. */
    public String absentMethod() {
        Set<String> methods = of(path).stream().map(Route::method).collect(Collectors.toSet());
        return Stream.of("PUT", "PATCH", "DELETE")
                .filter(method -> !methods.contains(method))
                .findFirst()
                .orElseThrow();
    }

    public boolean belowAnId() {
        return path.contains("{id}");
    }

    public boolean isOfCampaigns() {
        return path.startsWith("/api/campaigns");
    }

    public boolean isOfOneCampaign() {
        return isOfCampaigns() && belowAnId();
    }

    public String path(Object id) {
        return path.replaceAll("\\{[a-z_]+}", id.toString());
    }

    /** A request with nothing wrong but that the id is nobody's. */
    public HttpRequest.Builder request(Api caller) {
        return request(caller, UUID.randomUUID());
    }

    public HttpRequest.Builder request(Api caller, Object id) {
        HttpRequest.Builder request = caller.request(path(id));
        if (sends == null) {
            return request.method(method, BodyPublishers.noBody());
        }
        String boundary = sends.startsWith("multipart") ? "; boundary=b" : "";
        return request.header("Content-Type", sends + boundary)
                .method(method, BodyPublishers.ofString(boundary.isEmpty() ? smallestBody() : "--b--\r\n"));
    }

    private String smallestBody() {
        return SMALLEST.getOrDefault(path, "{}");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
