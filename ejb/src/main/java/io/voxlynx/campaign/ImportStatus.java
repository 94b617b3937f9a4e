package io.voxlynx.campaign;

/** How far the campaign's contacts are loaded. */
public enum ImportStatus {
    PENDING,
    RUNNING,
    COMPLETED,
    FAILED
}
