/**
 * Who is calling, and what he may do. A token proves who somebody is; whether he may come in, and with which role, the
 * database says at every request, so that what an admin decides holds at once and everywhere.
 */
package io.voxlynx.identity;
