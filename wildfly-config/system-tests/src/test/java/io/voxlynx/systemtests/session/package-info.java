/** Conversations: what the worker tells of them, and what their owners read. */
package io.voxlynx.systemtests.session;
