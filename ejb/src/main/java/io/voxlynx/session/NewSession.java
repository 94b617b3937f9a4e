package io.voxlynx.session;

import io.voxlynx.shared.PhoneNumber;
import java.time.Instant;
import java.util.UUID;

/**
 * A session that is to be.
 *
 * @param direction null for one over the web
 * @param phoneNumber the other side's; null where there is none or it is withheld
 * @param sipIdentity the other side's participant in the room; null where it is not known yet
 * @param callbackUrl who wants to be told of its call's states; null for nobody. Checked already
 */
public record NewSession(
        UUID id,
        String ownerId,
        UUID agentId,
        String roomName,
        Direction direction,
        PhoneNumber phoneNumber,
        String sipIdentity,
        String callbackUrl,
        Instant createdAt) {}
