/** Contacts over HTTP: the upload that makes a campaign, what became of the file, pages, export. */
package io.voxlynx.web.contact;
