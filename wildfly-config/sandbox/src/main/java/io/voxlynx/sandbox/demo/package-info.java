/**
 * What the local run shows, through the public API only: a campaign, from a file of 1,000 contacts to its exported results,
 * with figures taken from the provider's own log rather than from what the product says of itself; and one call of a voice
 * agent, from its order to its analysis.
 */
package io.voxlynx.sandbox.demo;
