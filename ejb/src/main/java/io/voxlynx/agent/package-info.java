/**
 * The voice agents that talk on LiveKit: what they say, with whose voice and ears, and which number is theirs. Owners
 * work with the directory (JPA); those who hold sessions ask the roster, which joins their own transactions.
 */
package io.voxlynx.agent;
