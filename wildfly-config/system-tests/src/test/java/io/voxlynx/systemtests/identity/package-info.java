/** Who is let in, and what belongs to whom. */
package io.voxlynx.systemtests.identity;
