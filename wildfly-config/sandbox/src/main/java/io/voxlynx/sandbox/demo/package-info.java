/**
 * The campaign that the local run shows: a file of 1,000 contacts to its exported results, through the public API only,
 * with figures taken from the provider's own log rather than from what the product says of itself.
 */
package io.voxlynx.sandbox.demo;
