/**
 * How many requests a minute somebody may make, counted in the database so that all nodes count together. A minute begins
 * with the first request in it and all of the allowance comes back at its end, not little by little: so in the minute
 * that an answer's headers speak of never more than the limit pass, to the last one, whatever the nodes do at once.
 */
package io.voxlynx.ratelimit;
