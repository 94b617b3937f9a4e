/** What must hold on every node at once, and for how many requests: two nodes with the limits that they have by default. */
package io.voxlynx.systemtests.cluster;
