/**
 * What others asked to be told: signed callbacks and webhooks over HTTP. A row in the transaction of the fact is the
 * truth; it is delivered afterwards, at least once, in the order of its subject, and only to addresses of the public
 * internet, because whoever names a receiver must not reach through us what he cannot reach himself. Workers are few and
 * receivers many: how much of them one may keep busy is bounded.
 */
package io.voxlynx.outbox;
