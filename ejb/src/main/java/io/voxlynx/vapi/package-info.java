/** Vapi: places calls there, reads its webhooks and records. Vapi's words stop here; everything leaves in ours. */
package io.voxlynx.vapi;
