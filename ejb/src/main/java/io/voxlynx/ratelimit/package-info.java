/**
 * How many requests a minute somebody may make, counted in the database so that all nodes count together. His minutes
 * follow one another from his first request on, whether or not he makes any in them, until he has stayed away for so long
 * that his row is removed. All of the allowance comes back at the end of a minute, not little by little: so in the minute
 * that an answer's headers speak of never more than the limit pass, to the last one, whatever the nodes do at once.
 */
package io.voxlynx.ratelimit;
