/** What was told to receivers over HTTP: list, once more, and trying a receiver out. No path and no query of a URL leaves. */
package io.voxlynx.web.delivery;
