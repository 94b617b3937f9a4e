/**
 * JSON over an embedded Undertow. A stand-in must be able to misbehave on purpose (cut a body, reset a connection,
 * stay silent), which a servlet container hides; so handlers get a {@link io.voxlynx.sandbox.http.Reply} they may break.
 */
package io.voxlynx.sandbox.http;
