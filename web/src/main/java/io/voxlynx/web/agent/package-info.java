/** /api/agents: voice agents, in the contract's names. */
package io.voxlynx.web.agent;
