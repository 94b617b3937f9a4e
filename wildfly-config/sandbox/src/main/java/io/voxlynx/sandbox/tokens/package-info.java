/**
 * A stand-in for an identity provider: it signs tokens for whoever asks on this machine, and publishes the key to
 * check them with. The key is made anew in each process, so that no token outlives a local run.
 */
package io.voxlynx.sandbox.tokens;
