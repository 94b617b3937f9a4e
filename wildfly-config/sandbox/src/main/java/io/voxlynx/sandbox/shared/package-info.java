/** What every stand-in needs and none of them is about: times as texts, threads, what came of a webhook's delivery. */
package io.voxlynx.sandbox.shared;
