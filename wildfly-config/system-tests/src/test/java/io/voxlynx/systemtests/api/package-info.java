/** What holds for the whole API: its document, and how it refuses. */
package io.voxlynx.systemtests.api;
