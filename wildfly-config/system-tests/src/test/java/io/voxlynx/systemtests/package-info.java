/** Tests against the assembled EAR on the provisioned server, with a real PostgreSQL and the sandbox beside it. */
package io.voxlynx.systemtests;
