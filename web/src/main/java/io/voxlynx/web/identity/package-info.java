/**
 * Proves who is calling, before any resource is reached. MicroProfile JWT knows one issuer; we accept several, each
 * verified with its own settings, and the scheduler's shared secret where the contract asks for it.
 */
package io.voxlynx.web.identity;
