package io.voxlynx.shared;

import java.util.Map;

/** The caller is known but may not do this (403). */
public class Forbidden extends BrokenRule {

    public Forbidden(String message) {
        super("FORBIDDEN", message, Map.of());
    }
}
