/**
 * A campaign: whom to call with which assistant, its states and its figures. It does not know how calls are made;
 * whoever makes them moves the counters in the transaction that moves the call.
 */
package io.voxlynx.campaign;
