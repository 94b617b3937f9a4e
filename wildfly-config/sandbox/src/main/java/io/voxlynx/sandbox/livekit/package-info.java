/**
 * A stand-in for LiveKit: its Twirp services for rooms, SIP and agent dispatch, its signed webhooks, and people who
 * answer, refuse or ignore the telephone as their number says. Rooms live in memory, as LiveKit's do; what was dialled is
 * on disk before the caller hears of it, because that is what the product is judged by.
 */
package io.voxlynx.sandbox.livekit;
