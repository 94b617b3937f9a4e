package io.voxlynx.command;

/** What was sent is no command. The message says why and quotes nothing of it. */
class UnreadableCommand extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadableCommand(String message) {
        super(message);
    }
}
