package io.voxlynx.session;

import java.time.Instant;

/**
 * Which sessions to list, by their creation.
 *
 * @param from null for no limit
 * @param until exclusive; null for no limit
 * @param direction null for any, those over the web included
 */
public record SessionFilter(Instant from, Instant until, Direction direction) {}
