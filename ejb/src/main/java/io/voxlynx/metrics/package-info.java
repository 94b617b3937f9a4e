/**
 * What the server's registry of metrics is told. Counters and durations are what this process has done since it began, and
 * cost a few nanoseconds; gauges are what the database says, asked when somebody looks, and not more often than every few
 * seconds. No label has more values than a screen has lines, and none holds anything of anybody.
 */
package io.voxlynx.metrics;
