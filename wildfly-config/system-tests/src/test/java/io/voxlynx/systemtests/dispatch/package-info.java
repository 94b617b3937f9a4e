/** The engine from outside: caps, launches, faults and what the provider's logs say of them. */
package io.voxlynx.systemtests.dispatch;
