package io.voxlynx.contact.imports;

/** How far an import is. */
public enum ImportState {
    /** The file is coming in; no campaign has it yet. */
    UPLOADING,
    PENDING,
    RUNNING,
    COMPLETED,
    /** Nothing of it was kept. */
    FAILED;

    public boolean isTerminal() {
        return this == COMPLETED || this == FAILED;
    }
}
