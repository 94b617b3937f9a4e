/** Figures, held against what was done. */
package io.voxlynx.systemtests.dashboard;
