/** LiveKit itself, where there is one. */
package io.voxlynx.systemtests.livekit;
