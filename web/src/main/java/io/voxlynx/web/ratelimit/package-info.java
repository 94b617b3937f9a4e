/** How many requests a minute each caller may make: which limit a request counts against, and its refusal. */
package io.voxlynx.web.ratelimit;
