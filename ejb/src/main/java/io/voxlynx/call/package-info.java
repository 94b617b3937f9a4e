/**
 * One attempt to reach one contact. A call's status is the fold of its append-only events; what a provider reports
 * arrives here already translated. Tells the rest of the system that a call has ended in the transaction that ends it.
 */
package io.voxlynx.call;
