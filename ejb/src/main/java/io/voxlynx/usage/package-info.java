/**
 * What providers did for sessions, what it cost, and the sums of it. Events are only ever appended; every figure on a
 * dashboard comes from sums that are written with the events, so that reading costs the same however many there are.
 */
package io.voxlynx.usage;
