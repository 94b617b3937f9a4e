/** The outside world for a local run and for tests, in one process that the product knows only by its URLs. */
package io.voxlynx.sandbox;
