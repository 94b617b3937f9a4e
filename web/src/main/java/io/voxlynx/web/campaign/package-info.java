/** Campaigns over HTTP: list, detail, and the owner's commands. */
package io.voxlynx.web.campaign;
