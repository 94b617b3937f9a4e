package io.voxlynx.sandbox.vapi;

import io.voxlynx.sandbox.http.Answer;
import io.voxlynx.sandbox.http.Json;
import io.voxlynx.sandbox.http.Refused;
import io.voxlynx.sandbox.http.Reply;
import io.voxlynx.sandbox.http.Request;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Places calls, refuses calls, and finds them again. */
final class Calls {
    private final Supplier<Behaviour> behaviour;
    private final Assistants assistants;
    private final PhoneNumbers phoneNumbers;
    private final DialLog dials;
    private final CallLife life;
    private final Lines lines;
    private final ScheduledExecutorService scheduler;

    Calls(
            Supplier<Behaviour> behaviour,
            Assistants assistants,
            PhoneNumbers phoneNumbers,
            DialLog dials,
            CallLife life,
            Lines lines,
            ScheduledExecutorService scheduler) {
        this.behaviour = behaviour;
        this.assistants = assistants;
        this.phoneNumbers = phoneNumbers;
        this.dials = dials;
        this.life = life;
        this.lines = lines;
        this.scheduler = scheduler;
    }

    void place(Request http, Reply reply) {
        Behaviour now = behaviour.get();
        JsonObject body = http.json();
        try {
            CallRequest request = CallRequest.read(body, assistants, phoneNumbers);
            Optional<CallFault> fault = now.faults().ofCall(now.seed(), request.phone());
            if (fault.isPresent() && !fault.get().kind().accepts()) {
                fail(fault.get(), request, reply);
            } else if (lines.take(now.concurrencyLimit())) {
                accept(now, fault, request, traceparent(http), reply);
            } else {
                throw overLimit(now);
            }
        } catch (Refused refused) {
            dials.refused(
                    CallRequest.phoneOf(body),
                    CallRequest.attemptIdOf(body),
                    Instant.now(),
                    "" + refused.answer().status(),
                    refused.getMessage());
            throw refused;
        }
    }

    /** Fails before there is a call. */
    private void fail(CallFault fault, CallRequest request, Reply reply) {
        switch (fault.kind()) {
            case TOO_MANY_REQUESTS ->
                throw new Refused(
                        429,
                        "Too many requests. Please slow down.",
                        Json.object().build(),
                        Map.of("Retry-After", "" + fault.retryAfterSeconds()));
            case ERROR -> throw new Refused(500, "Internal server error");
            default -> {
                dials.refused(
                        request.phone(),
                        request.attemptId(),
                        Instant.now(),
                        fault.kind().reply(),
                        "fault");
                reply.reset();
            }
        }
    }

    private static String traceparent(Request http) {
        return http.exchange().getRequestHeaders().getFirst("traceparent");
    }

    private void accept(
            Behaviour now, Optional<CallFault> fault, CallRequest request, String traceparent, Reply reply) {
        // After the line was taken: the intervals in the dial log must never show more calls than the limit.
        Instant receivedAt = Instant.now();
        JsonObject assistant = assistants.find(request.assistantId()).orElseThrow();
        Call call = Call.accept(request, assistant, Outcome.of(now, request.phone()), receivedAt);
        JsonObject limits = limits(now, false);
        Runnable answer = () -> {
            call.answered();
            answer(
                    fault,
                    Answer.created(Json.object(call.created())
                            .add("subscriptionLimits", limits)
                            .build()),
                    reply);
        };
        life.announce(call);
        dials.accepted(call, receivedAt, fault.map(f -> f.kind().reply()).orElse("201"), traceparent)
                .whenComplete((dial, failure) -> {
                    if (failure != null) {
                        life.forget(call);
                        lines.free();
                        reply.send(new Refused(500, "The dial log cannot be written: " + failure).answer());
                        return;
                    }
                    long delay = request.earliestAt() == null
                            ? 0
                            : Math.max(0, receivedAt.until(request.earliestAt(), ChronoUnit.MILLIS));
                    var early = now.faults().early(now.seed(), request.phone());
                    Runnable go = () -> {
                        if (early.isPresent()) {
                            var overtaken = early.get().untilEnded() ? call.lastWebhook() : call.firstWebhook();
                            overtaken.thenRun(answer);
                        } else {
                            answer.run();
                        }
                        life.begin(call, dial, delay);
                    };
                    if (now.answerMillis() == 0) {
                        go.run();
                    } else {
                        scheduler.schedule(go, now.answerMillis(), TimeUnit.MILLISECONDS);
                    }
                });
    }

    private void answer(Optional<CallFault> fault, Answer created, Reply reply) {
        if (fault.isEmpty()) {
            reply.send(created);
            return;
        }
        switch (fault.get().kind()) {
            case ERROR_AFTER_ACCEPT -> reply.send(new Refused(500, "Internal server error").answer());
            case TRUNCATED -> reply.sendHalf(created);
            case HANG -> scheduler.schedule(reply::reset, fault.get().hangMillis(), TimeUnit.MILLISECONDS);
            default -> reply.reset();
        }
    }

    private Refused overLimit(Behaviour now) {
        return new Refused(
                400,
                "Over Concurrency Limit. " + now.concurrencyLimit() + " concurrent calls are allowed.",
                Json.object().add("subscriptionLimits", limits(now, true)).build(),
                Map.of());
    }

    private JsonObject limits(Behaviour now, boolean blocked) {
        return Json.object()
                .add("concurrencyBlocked", blocked)
                .add("concurrencyLimit", now.concurrencyLimit())
                .add("remainingConcurrentCalls", Math.max(0, now.concurrencyLimit() - lines.held()))
                .build();
    }

    Answer get(Request request) {
        return request.parameter("id")
                .flatMap(dials::find)
                .map(this::show)
                .map(Answer::ok)
                .orElseThrow(() -> new Refused(404, "Couldn't Get Call. Does Not Exist."));
    }

    Answer list(Request request) {
        var query = ListQuery.read(request, Set.of("id", "assistantId", "phoneNumberId"));
        // Neighbours in the log may be out of order by the time it takes to be written.
        Instant earliest = query.earliestCreation();
        Instant stop = earliest.equals(Instant.MIN) ? earliest : earliest.minusSeconds(10);
        List<Dial> found = new ArrayList<>();
        Iterator<Dial> dial = dials.newestFirst();
        while (dial.hasNext() && found.size() < query.limit()) {
            Dial next = dial.next();
            if (next.receivedAt().isBefore(stop)) {
                break;
            }
            if (next.callId() != null && matches(query, next)) {
                found.add(next);
            }
        }
        return Answer.ok(Json.array(found.stream().map(this::show).toList()).build());
    }

    private boolean matches(ListQuery query, Dial dial) {
        return query.matches("id", dial.callId()::equals)
                && query.matches("assistantId", dial.assistantId()::equals)
                && query.matches("phoneNumberId", dial.phoneNumberId()::equals)
                && query.admits(
                        dial.receivedAt().truncatedTo(ChronoUnit.MILLIS),
                        updatedAt(dial).truncatedTo(ChronoUnit.MILLIS));
    }

    private Instant updatedAt(Dial dial) {
        return life.find(dial.callId())
                .map(Call::updatedAt)
                .orElse(dial.endedAt() == null ? dial.receivedAt() : dial.endedAt());
    }

    private JsonObject show(Dial dial) {
        return life.find(dial.callId()).map(Call::now).orElseGet(() -> dials.call(dial));
    }
}
