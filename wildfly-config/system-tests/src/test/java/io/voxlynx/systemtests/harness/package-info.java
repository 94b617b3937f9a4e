/**
 * What every system test stands on: one installation per test JVM, callers for its API, a look into its database and
 * into the provider's logs. A test makes campaigns of its own, with telephone numbers that no other test has, so tests
 * may look only at what is theirs.
 */
package io.voxlynx.systemtests.harness;
