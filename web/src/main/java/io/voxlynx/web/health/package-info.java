/** Tells load balancers and whoever looks after the nodes, without credentials, whether this one lives, began and can serve. */
package io.voxlynx.web.health;
