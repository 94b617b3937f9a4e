/**
 * Stands in for identity providers: one that is nobody's in particular, one shaped like Clerk, one like Supabase with
 * its newer keys and its older secret. They sign tokens for whoever asks on this machine, and publish the keys to check
 * them with. Keys are made anew in each process, so that no token outlives a local run.
 */
package io.voxlynx.sandbox.tokens;
