/**
 * A session is a conversation of an agent with a person. Its state is the fold of its events, which are only ever
 * appended; transcripts and the analysis belong to it but never move it.
 */
package io.voxlynx.session;
