package io.voxlynx.call;

import java.util.UUID;

/**
 * A call as the provider's records show it.
 *
 * @param attemptId our id that travelled with the order; null if the call is not one of ours
 * @param report its present state as a report
 */
public record ProviderCall(String providerCallId, UUID attemptId, CallReport report) {}
