/** What every stand-in needs and none of them is about: times as texts, threads. */
package io.voxlynx.sandbox.shared;
