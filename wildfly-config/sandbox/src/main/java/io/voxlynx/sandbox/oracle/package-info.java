/**
 * Judges a campaign from outside: what the provider's logs say against what the database says. Knows nothing of how the
 * platform works inside, so that it cannot share its errors.
 */
package io.voxlynx.sandbox.oracle;
