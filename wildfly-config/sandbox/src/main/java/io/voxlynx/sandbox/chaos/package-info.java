/**
 * Runs campaigns through every kind of bad day and has the oracle judge them: from outside only, by the provider's own
 * logs and the database. What happens in a round depends on its seed alone.
 */
package io.voxlynx.sandbox.chaos;
