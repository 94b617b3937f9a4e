/** Who is calling: subject, roles, what may be seen. */
package io.voxlynx.identity;
