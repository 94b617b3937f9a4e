package io.voxlynx.vapi;

import static io.voxlynx.shared.JsonApi.JSON;

import io.voxlynx.call.CallOrder;
import io.voxlynx.call.CallPlacer;
import io.voxlynx.call.Placement;
import io.voxlynx.call.ProviderCall;
import io.voxlynx.shared.JsonApi;
import io.voxlynx.shared.LogLine;
import io.voxlynx.shared.ProviderFailed;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Logger;

/** Places calls at Vapi and finds them again. What matters in each answer is whether a phone may be ringing. */
@ApplicationScoped
public class VapiCalls implements CallPlacer {

    private static final String PROVIDER = "Vapi";
    private static final int NAME_LIMIT = 40;
    /** Each comes whole, with all that was said. */
    private static final int LIST_LIMIT = 250;
    /** What it gives who asks for no number: fewer are all there are, even if it should give less than it is asked for. */
    private static final int FULL_PAGE = 100;

    private static final Logger LOG = Logger.getLogger(VapiCalls.class.getName());

    @Resource
    ManagedExecutorService executor;

    @Inject
    VapiClients clients;

    @Inject
    VapiOrders orders;

    @Inject
    Clock clock;

    private VapiCallApi api;

    /**
     * Asks once when the application starts: a wrong key or address shows in the log before the first campaign does,
     * and the first calls find a client that has worked.
     */
    void check(@Observes @Initialized(ApplicationScoped.class) Object start) {
        executor.execute(() -> {
            try {
                ask(() -> api.list(null, clock.instant().toString(), null, 1)).array();
                LOG.info("Vapi answers and knows our key");
            } catch (ProviderFailed e) {
                LOG.warning(LogLine.of("Calls cannot be placed as things are: %s", e.getMessage()));
            }
        });
    }

    @PostConstruct
    void connect() {
        api = clients.build(VapiCallApi.class);
    }

    @PreDestroy
    void disconnect() {
        api.close();
    }

    @Override
    public Placement place(CallOrder order, BooleanSupplier inTime) {
        try {
            VapiOrders.Reply reply = orders.send(body(order), inTime);
            if (reply.status() >= 500) {
                return new Placement.Doubtful("HTTP " + reply.status());
            }
            if (reply.status() >= 400) {
                return refused(reply.status(), reasonIn(reply.body()), reply.retryAfter());
            }
            String id = VapiReports.text(JsonApi.object(reply.body()), "id");
            return id == null ? new Placement.Unclear("answer without a call id") : new Placement.Accepted(id);
        } catch (VapiOrders.NotSent e) {
            return e.isLate()
                    ? new Placement.Unsent()
                    : new Placement.Refused(Placement.Fault.PROVIDER, "cannot connect", null);
        } catch (IOException e) {
            return new Placement.Unclear("connection lost or answer late");
        } catch (JsonException | ClassCastException e) {
            return new Placement.Unclear("unreadable answer");
        }
    }

    private static String body(CallOrder order) {
        JsonObjectBuilder variables = JSON.createObjectBuilder();
        order.variables().forEach(variables::add);
        return JSON.createObjectBuilder()
                .add("assistantId", order.providerAssistantId())
                .add("phoneNumberId", order.phoneNumberId())
                .add(
                        "customer",
                        JSON.createObjectBuilder()
                                .add("number", order.phone())
                                .add("name", shortened(order.name()))
                                .add("externalId", order.attemptId().toString()))
                .add(
                        "assistantOverrides",
                        JSON.createObjectBuilder()
                                .add("variableValues", variables)
                                .add(
                                        "metadata",
                                        JSON.createObjectBuilder()
                                                .add(
                                                        "attemptId",
                                                        order.attemptId().toString())
                                                .add(
                                                        "campaignId",
                                                        order.campaignId().toString())))
                .build()
                .toString();
    }

    /** @param message what the provider said, if it said something that can be read */
    private static Placement refused(int status, String message, String retryAfter) {
        String reason = "HTTP " + status + (message == null ? "" : " " + message);
        Duration wait = seconds(retryAfter);
        if (message != null && message.toLowerCase(Locale.ROOT).contains("concurrency")) {
            return new Placement.Refused(Placement.Fault.NO_LINE, reason, wait);
        }
        if (status == 429) {
            return new Placement.Refused(Placement.Fault.CAPACITY, reason, wait);
        }
        // Our key or our credit, or somebody in between who does not know the way: nothing is wrong with this contact.
        boolean account = status == 401 || status == 402 || status == 403 || status == 408;
        boolean lost = message == null && (status == 404 || status == 405 || status == 410);
        return new Placement.Refused(account || lost ? Placement.Fault.PROVIDER : Placement.Fault.ORDER, reason, wait);
    }

    @Override
    public Optional<ProviderCall> find(String providerCallId) {
        return ask(() -> api.get(providerCallId)).found().map(this::call);
    }

    @Override
    public Optional<ProviderCall> findAttempt(UUID attemptId, String phoneNumberId, Instant from, Instant until) {
        return first(phoneNumberId, from, until, call -> attemptId.equals(VapiReports.attemptId(call)))
                .map(this::call);
    }

    @Override
    public int countActive(String phoneNumberId, Instant since) {
        // Calls at the end of a page are on the next one as well.
        Set<String> active = new HashSet<>();
        first(phoneNumberId, since, null, call -> {
            String status = VapiReports.text(call, "status");
            if (status != null && !status.equals("ended") && !status.equals("scheduled")) {
                active.add(VapiReports.text(call, "id"));
            }
            return false;
        });
        return active.size();
    }

    /** The first that is wanted, of the newest; looks at all where none is. */
    private Optional<JsonObject> first(
            String phoneNumberId, Instant from, Instant until, Predicate<JsonObject> wanted) {
        Instant before = until;
        while (true) {
            JsonArray page = list(phoneNumberId, from, before);
            Optional<JsonObject> found =
                    page.stream().map(JsonValue::asJsonObject).filter(wanted).findFirst();
            if (found.isPresent() || page.size() < FULL_PAGE) {
                return found;
            }
            // Newest first and no pages: go on before the oldest seen. Never backwards, or this would not end.
            Instant oldest =
                    VapiReports.instant(page.getJsonObject(page.size() - 1).get("createdAt"));
            if (oldest == null || before != null && !oldest.isBefore(before)) {
                throw new ProviderFailed(PROVIDER, "more calls in an instant than it can list");
            }
            before = oldest;
        }
    }

    private JsonArray list(String phoneNumberId, Instant from, Instant to) {
        // The list itself is always there: a 404 is the word of something in between, and nobody has looked.
        return ask(() -> api.list(phoneNumberId, from.toString(), to == null ? null : to.toString(), LIST_LIMIT))
                .array();
    }

    private ProviderCall call(JsonObject call) {
        String status = VapiReports.text(call, "status");
        String endedReason = VapiReports.text(call, "endedReason");
        Instant updated = VapiReports.instant(call.get("updatedAt"));
        return new ProviderCall(
                VapiReports.text(call, "id"),
                VapiReports.attemptId(call),
                VapiReports.report(
                        "looked-up",
                        VapiReports.status(status, endedReason),
                        "looked-up|" + status + '|' + updated,
                        updated == null ? clock.instant() : updated,
                        endedReason,
                        call));
    }

    VapiAnswer ask(Supplier<Response> question) {
        return VapiAnswer.to(question);
    }

    /** A refusal is one whatever its body is: what stands between us and the provider writes bodies of its own. */
    private static String reasonIn(String body) {
        try {
            JsonObject answer = JsonApi.object(body);
            JsonValue message = answer.get("message");
            return message instanceof JsonArray list && !list.isEmpty()
                    ? list.get(0).toString()
                    : VapiReports.text(answer, "message");
        } catch (JsonException | ClassCastException unreadable) {
            return null;
        }
    }

    private static Duration seconds(String retryAfter) {
        return retryAfter != null && retryAfter.matches("\\d{1,5}")
                ? Duration.ofSeconds(Long.parseLong(retryAfter))
                : null;
    }

    private static String shortened(String name) {
        return name.length() <= NAME_LIMIT ? name : name.substring(0, NAME_LIMIT);
    }
}
