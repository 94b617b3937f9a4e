/**
 * Which request something is done for, wherever it is done: an id that comes with the request or is made for it, goes with
 * hints to other nodes, into the log, and on to the providers in the form of W3C Trace Context. Spans are the server's
 * affair (MicroProfile Telemetry), whose SDK is off: there are none, and the ids travel all the same.
 */
package io.voxlynx.trace;
