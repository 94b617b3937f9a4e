/**
 * Finds who may be called now and sees each call through to the provider. The caps are counted in the database under
 * row locks because every node dials. Locks are always taken in the order call, campaign, line; nothing is locked while
 * the provider is talked to.
 */
package io.voxlynx.dispatch;
