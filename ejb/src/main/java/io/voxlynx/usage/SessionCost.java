package io.voxlynx.usage;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a session cost. @param byType of every type, 0 included @param events a page of them, in the order of time */
public record SessionCost(
        UUID sessionId, BigDecimal total, Map<UsageType, BigDecimal> byType, List<UsageEvent> events) {}
