/** Contacts through the front door: files good and bad, pages, searches, the export, and what they cost the database. */
package io.voxlynx.systemtests.contact;
