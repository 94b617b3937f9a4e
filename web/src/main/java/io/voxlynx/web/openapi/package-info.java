/** The OpenAPI document at /openapi: what all operations share, so that resources only say what is theirs. */
package io.voxlynx.web.openapi;
