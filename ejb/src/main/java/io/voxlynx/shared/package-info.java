/** The ground everybody stands on: clock, pages, the error family, the database. Imports nothing of ours. */
package io.voxlynx.shared;
