/** What providers report, and who may. */
package io.voxlynx.systemtests.webhook;
