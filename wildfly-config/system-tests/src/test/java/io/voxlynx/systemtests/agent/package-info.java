/** Voice agents: what their owners do with them, and what others must not. */
package io.voxlynx.systemtests.agent;
