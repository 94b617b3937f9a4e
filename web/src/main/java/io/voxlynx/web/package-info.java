/** The REST face: resources translate between JSON and use cases; rules live below, in the domain. */
package io.voxlynx.web;
