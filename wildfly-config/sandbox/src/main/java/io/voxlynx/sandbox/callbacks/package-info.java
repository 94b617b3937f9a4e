/** A customer's own server: it takes the callbacks that the product sends, remembers them, and is as rude as it is told to be. */
package io.voxlynx.sandbox.callbacks;
