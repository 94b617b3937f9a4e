/**
 * Long work as Jakarta Batch jobs: started by the REST endpoints, from WildFly's console or from its CLI. A job holds no
 * truth of its own; the rows say how far it got, so any node can go on with it.
 */
package io.voxlynx.batch;
