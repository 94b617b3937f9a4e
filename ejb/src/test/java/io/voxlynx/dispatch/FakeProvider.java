package io.voxlynx.dispatch;

import io.voxlynx.call.CallOrder;
import io.voxlynx.call.CallPlacer;
import io.voxlynx.call.CallReport;
import io.voxlynx.call.CallStatus;
import io.voxlynx.call.Placement;
import io.voxlynx.call.ProviderCall;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A provider that takes every order, and two points at which the sender may stand still. */
final class FakeProvider implements CallPlacer {

    /** Dials, by the provider's own id of the call. */
    final Map<String, UUID> dials = new LinkedHashMap<>();

    /** When the calls were created, by the provider's clock. */
    Instant created = Instant.now();

    /** Something in between says 404 to whoever asks for a call by its id. */
    boolean hiddenById;

    Runnable beforeTheLastLook = () -> {};
    Runnable afterTheLastLook = () -> {};
    Runnable duringALookup = () -> {};
    Function<String, Placement> answer = Placement.Accepted::new;

    @Override
    public Placement place(CallOrder order, BooleanSupplier inTime) {
        once(beforeTheLastLook, () -> beforeTheLastLook = () -> {});
        if (!inTime.getAsBoolean()) {
            return new Placement.Unsent();
        }
        once(afterTheLastLook, () -> afterTheLastLook = () -> {});
        String id = UUID.randomUUID().toString();
        Placement placement = answer.apply(id);
        if (!(placement instanceof Placement.Refused)) {
            dials.put(id, order.attemptId());
        }
        return placement;
    }

    private static void once(Runnable event, Runnable over) {
        over.run();
        event.run();
    }

    @Override
    public Optional<ProviderCall> find(String providerCallId) {
        return Optional.ofNullable(hiddenById ? null : dials.get(providerCallId))
                .map(attempt -> call(providerCallId, attempt));
    }

    @Override
    public Optional<ProviderCall> findAttempt(UUID attemptId, String phoneNumberId, Instant from, Instant until) {
        Optional<ProviderCall> found = created.isBefore(from) || until != null && created.isAfter(until)
                ? Optional.empty()
                : dials.entrySet().stream()
                        .filter(dial -> dial.getValue().equals(attemptId))
                        .map(dial -> call(dial.getKey(), attemptId))
                        .findFirst();
        once(duringALookup, () -> duringALookup = () -> {});
        return found;
    }

    private static ProviderCall call(String id, UUID attempt) {
        return new ProviderCall(id, attempt, CallReport.ours("looked-up", CallStatus.IN_PROGRESS, null, Instant.now()));
    }

    @Override
    public int countActive(String phoneNumberId, Instant since) {
        return dials.size();
    }
}
