/** Jobs as an operator of the server starts them, from its command line. */
package io.voxlynx.systemtests.batch;
