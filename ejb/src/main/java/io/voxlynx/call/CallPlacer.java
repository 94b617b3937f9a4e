package io.voxlynx.call;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The provider that places calls. Every method blocks on the network: never call one inside a transaction. */
public interface CallPlacer {

    /** Sends the order once, without any retry of its own. */
    Placement place(CallOrder order);

    /** @throws io.voxlynx.shared.ProviderFailed if the provider cannot be asked */
    Optional<ProviderCall> find(String providerCallId);

    /**
     * Looks for the call of an attempt among those created in the window.
     *
     * @throws io.voxlynx.shared.ProviderFailed if the provider cannot be asked
     */
    Optional<ProviderCall> findAttempt(UUID attemptId, String phoneNumberId, Instant from, Instant to);

    /**
     * How many calls are on this line now, whoever placed them.
     *
     * @throws io.voxlynx.shared.ProviderFailed if the provider cannot be asked
     */
    int countActive(String phoneNumberId, Instant since);
}
