/** The voice agents that talk on LiveKit: what they say, with whose voice and ears, and which number is theirs. */
package io.voxlynx.agent;
