/** What keeps the server from starting. */
package io.voxlynx.systemtests.start;
