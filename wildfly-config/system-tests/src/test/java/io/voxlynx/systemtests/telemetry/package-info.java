/** What is measured, and which request it was for, as those see it who look from outside. */
package io.voxlynx.systemtests.telemetry;
