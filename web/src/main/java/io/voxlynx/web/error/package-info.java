/** Every error of every layer in the one shape of the contract. Only what was meant for the caller leaves the server. */
package io.voxlynx.web.error;
