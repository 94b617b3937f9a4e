package io.voxlynx.web.agent;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer to a deletion that happened; one that did not is an error. */
public record DeletedBody(@Schema(required = true) boolean success) {}
