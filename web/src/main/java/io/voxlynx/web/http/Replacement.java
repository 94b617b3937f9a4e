package io.voxlynx.web.http;

/**
 * A text of a JSON body that may also be taken away, by null or by an empty text. A member of this type is null where the
 * body does not name it.
 *
 * @param text empty to take away what there is
 */
public record Replacement(String text) {}
