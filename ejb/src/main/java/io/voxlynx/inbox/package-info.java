/**
 * Every webhook is a row here, committed, before it is answered: dedupe, wake-up, sweeper. What a row means is for the
 * handler of its source.
 */
package io.voxlynx.inbox;
