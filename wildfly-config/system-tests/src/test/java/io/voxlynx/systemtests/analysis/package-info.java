/** What a language model makes of conversations that are over, and what happens when it has a bad day. */
package io.voxlynx.systemtests.analysis;
