/** The directory of assistants, and what the provider hears of it. */
package io.voxlynx.systemtests.assistant;
