package io.voxlynx.telephony;

import io.voxlynx.session.CallState;
import java.util.Optional;
import livekit.LivekitModels.DisconnectReason;

/**
 * Why a call was not answered. The order to dial and the webhook about the same call speak of it in two ways, and either
 * may come first; so both are read here, and agree on the state.
 *
 * @param reason in lower snake case
 */
record Failure(CallState state, String reason) {

    /** All that a webhook says of a callee who did not want it; the answer to the order knows more. */
    static final String REJECTED = "rejected";

    static final Failure NO_ANSWER = new Failure(CallState.NO_ANSWER, "no_answer");
    static final Failure TRUNK_FAILURE = new Failure(CallState.FAILED, "trunk_failure");
    static final Failure CANCELED = new Failure(CallState.FAILED, "canceled");

    /** @param code the final SIP response to the call, 400 and up */
    static Failure ofSip(int code) {
        return switch (code) {
            case 486, 600 -> new Failure(CallState.FAILED, "busy");
            case 603, 607, 608 -> new Failure(CallState.FAILED, "declined");
            case 401, 403, 407, 488 -> new Failure(CallState.FAILED, REJECTED);
            default ->
                switch (code / 100) {
                    case 5 -> TRUNK_FAILURE;
                    case 6 -> new Failure(CallState.FAILED, REJECTED);
                    default -> NO_ANSWER;
                };
        };
    }

    /** Empty where the reason tells nothing of why there was no answer. */
    static Optional<Failure> of(DisconnectReason reason) {
        return switch (reason) {
            case USER_UNAVAILABLE -> Optional.of(NO_ANSWER);
            case USER_REJECTED -> Optional.of(new Failure(CallState.FAILED, REJECTED));
            case SIP_TRUNK_FAILURE -> Optional.of(TRUNK_FAILURE);
            default -> Optional.empty();
        };
    }
}
