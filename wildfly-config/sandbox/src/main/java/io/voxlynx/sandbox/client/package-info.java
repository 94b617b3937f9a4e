/**
 * HTTP as a caller of the platform sees it: the demo and the system tests speak through the same small client, so what
 * a person is shown and what is tested is the same thing.
 */
package io.voxlynx.sandbox.client;
