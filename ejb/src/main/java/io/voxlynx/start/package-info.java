/**
 * What is asked before anything else of ours runs: whether the configuration holds what cannot be done without. A server
 * that would start with the secrets of a manual's example is worse than one that does not start.
 */
package io.voxlynx.start;
