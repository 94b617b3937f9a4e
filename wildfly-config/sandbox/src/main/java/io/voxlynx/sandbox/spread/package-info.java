/**
 * Measures what one more node is worth: how many calls a second are launched and how many webhooks a second are applied
 * with three nodes, two and one, in one run. What limits a node is made small enough for one machine to show it.
 */
package io.voxlynx.sandbox.spread;
