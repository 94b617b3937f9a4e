package io.voxlynx.usage;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.SortedMap;

/** The costs of one period. @param date the day that names it @param byProvider empty where there were none */
public record TimelinePoint(LocalDate date, BigDecimal total, SortedMap<String, BigDecimal> byProvider) {}
