/**
 * What systems beside us order by message: to start, pause, resume or cancel a campaign, and to add contacts to one. The
 * sender's id of a command makes it harmless to send it again: it is carried out once, in one transaction with its
 * reply, and every repeat gets that reply. What cannot be read, or keeps failing, goes to the queue {@code DeadCommands}
 * with a reason.
 */
package io.voxlynx.command;
