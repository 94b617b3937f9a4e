/** Calls, rooms, transfers and webhooks of LiveKit. */
package io.voxlynx.systemtests.telephony;
