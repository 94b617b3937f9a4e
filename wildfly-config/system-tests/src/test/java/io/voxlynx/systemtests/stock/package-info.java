/** VoxLynx as others install it: into a WildFly of their own, and under an init system. */
package io.voxlynx.systemtests.stock;
