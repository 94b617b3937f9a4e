package io.voxlynx.session;

import io.voxlynx.shared.InvalidInput;
import io.voxlynx.shared.PhoneNumber;
import java.util.Optional;
import java.util.UUID;

/**
 * A session that somebody wants to begin.
 *
 * @param direction empty for one over the web
 * @param phoneNumber the other side's, where it is a telephone call and not withheld
 * @param userId whose the agent should be, if the one who asks wants to be sure
 */
public record SessionOrder(
        UUID agentId,
        String roomName,
        Optional<Direction> direction,
        Optional<PhoneNumber> phoneNumber,
        Optional<String> userId) {

    public SessionOrder {
        if (phoneNumber.isPresent() && direction.isEmpty()) {
            throw InvalidInput.field("direction", null, "inbound or outbound, where there is a phone_number");
        }
    }
}
