/** Tells a load balancer, without credentials, whether this node can serve. */
package io.voxlynx.web.health;
