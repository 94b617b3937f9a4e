package io.voxlynx.call;

import java.util.Map;
import java.util.UUID;

/**
 * What the provider needs to place a call.
 *
 * @param attemptId our call's id; comes back with the provider's records, so that a lost answer can be found again
 * @param phone E.164
 * @param variables the contact's further columns, for the assistant's script
 */
public record CallOrder(
        UUID attemptId,
        UUID campaignId,
        String providerAssistantId,
        String phoneNumberId,
        String phone,
        String name,
        Map<String, String> variables) {

    public CallOrder {
        variables = Map.copyOf(variables);
    }
}
