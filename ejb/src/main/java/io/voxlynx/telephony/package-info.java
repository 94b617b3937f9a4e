/**
 * The telephone and the rooms of LiveKit: places calls, answers them, transfers them, lets people in, and learns from
 * webhooks what became of each. LiveKit's words stop here; sessions hear ours. What may ring a phone is committed before
 * LiveKit is asked, and nothing is locked, and no thread of the server waits, while it rings.
 */
package io.voxlynx.telephony;
