package io.voxlynx.usage;

import java.math.BigDecimal;
import java.util.SortedMap;

/** All costs ever. @param thisMonth since the first of the UTC month */
public record CostSummary(BigDecimal total, BigDecimal thisMonth, SortedMap<String, BigDecimal> byProvider) {}
