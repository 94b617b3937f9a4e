/**
 * A stand-in for Vapi: its REST dialect, calls that ring, talk and end by a seeded plan, its webhooks, its limit on
 * concurrent calls, and its bad days on demand. What it did is on disk in the dial log and the webhook log, which is
 * what the product is judged by; so it never forgets a dial and never tells a caller about one before the log has it.
 */
package io.voxlynx.sandbox.vapi;
