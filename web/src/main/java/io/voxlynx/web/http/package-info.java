/** What every request goes through: its id, its size, the headers of the answer, how JSON and parameters are read. */
package io.voxlynx.web.http;
