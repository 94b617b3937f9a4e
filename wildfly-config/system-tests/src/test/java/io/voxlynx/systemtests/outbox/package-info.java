/** Callbacks to other people's servers, and where they never go. */
package io.voxlynx.systemtests.outbox;
