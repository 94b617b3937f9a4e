/** Whether nothing is lost and nobody dialled twice when nodes, the database or the broker fail; the short form. */
package io.voxlynx.systemtests.chaos;
