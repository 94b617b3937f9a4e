package io.voxlynx.identity;

/**
 * Which people to list.
 *
 * @param access null for any
 * @param role that they may use here; null for any
 * @param search part of the e-mail address or the subject, in any case; null for all
 */
public record UserFilter(Access access, String role, String search) {}
