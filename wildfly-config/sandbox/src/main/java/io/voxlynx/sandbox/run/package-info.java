/**
 * The whole platform on one machine: PostgreSQL, the provider's stand-in and WildFly with the EAR, as processes that
 * never outlive the one that started them. The local run puts a demo and a console on top, the system tests their
 * clients; neither starts anything by itself.
 */
package io.voxlynx.sandbox.run;
