/** /api/dashboard: the figures, in the contract's names. */
package io.voxlynx.web.dashboard;
