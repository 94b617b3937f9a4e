/**
 * Webhooks of campaigns: who is told of a campaign's events over HTTP, by its own URL or by its owner's default. The
 * events are those of {@link io.voxlynx.event}, with their ids; delivery is the {@link io.voxlynx.outbox}'s. Here stands
 * what knows both: where an event goes, what a change of the URL means for those that wait, who may see and repeat what.
 */
package io.voxlynx.webhook;
