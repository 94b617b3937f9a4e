/**
 * What keeps an installation in shape over the years: rows that are not kept for ever, and sums that can be made anew.
 * Each feature says here what of its own that is; the batch jobs do it, slice by slice, and know no feature.
 */
package io.voxlynx.upkeep;
