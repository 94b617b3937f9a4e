package io.voxlynx.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** The provider that places calls. Every method blocks on the network: never call one inside a transaction. */
public interface CallPlacer {

    /**
     * An order that was held up for longer than this must not leave any more: it may be given up soon. So a connection
     * has to be made, or be given up, in less.
     */
    Duration LEAVES_WITHIN = Duration.ofSeconds(5);

    /**
     * Sends the order once, without any retry of its own.
     *
     * @param inTime asked at the last moment, when the first byte is about to leave; if it says no, nothing leaves and
     *     the answer is {@link Placement.Unsent}
     */
    Placement place(CallOrder order, BooleanSupplier inTime);

    /** @throws io.voxlynx.shared.ProviderFailed if the provider cannot be asked */
    Optional<ProviderCall> find(String providerCallId);

    /**
     * Looks for the call of an attempt among those created in a window of time, by the provider's clock.
     *
     * @param until null for no bound
     * @throws io.voxlynx.shared.ProviderFailed if the provider cannot be asked
     */
    Optional<ProviderCall> findAttempt(UUID attemptId, String phoneNumberId, Instant from, Instant until);

    /**
     * How many calls are on this line now, whoever placed them.
     *
     * @throws io.voxlynx.shared.ProviderFailed if the provider cannot be asked
     */
    int countActive(String phoneNumberId, Instant since);
}
