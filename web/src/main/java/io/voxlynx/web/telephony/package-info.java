/** Calls, rooms and transfers on LiveKit, and the place where LiveKit reports. */
package io.voxlynx.web.telephony;
