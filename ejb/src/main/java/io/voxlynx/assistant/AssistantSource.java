package io.voxlynx.assistant;

/** Where an assistant comes from; the names are those of the contract. */
public enum AssistantSource {
    /** Made here. */
    local,
    /** Existed at the provider before we knew it. */
    imported,
    /** Made from a template. */
    template
}
