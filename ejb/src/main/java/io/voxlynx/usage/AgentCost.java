package io.voxlynx.usage;

import java.math.BigDecimal;
import java.util.UUID;

/** What an agent's sessions cost. @param name the agent's, also after it was deleted @param sessions that used anything */
public record AgentCost(UUID agentId, String name, BigDecimal total, long sessions, long events) {}
