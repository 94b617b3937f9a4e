/** Figures to look at. They come from rollups, so that they cost the same however much there is behind them. */
package io.voxlynx.dashboard;
