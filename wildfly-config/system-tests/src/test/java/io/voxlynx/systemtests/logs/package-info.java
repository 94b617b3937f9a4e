/** What the whole run has left in the logs. */
package io.voxlynx.systemtests.logs;
