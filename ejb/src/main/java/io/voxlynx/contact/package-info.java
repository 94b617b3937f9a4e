/**
 * The people of a campaign: their numbers, the pages and the search over them, the export. Contacts are numbered 1..n
 * and never written again after their import; whether one has a call follows from its position alone, so that pages of
 * a million contacts need no count and no scan.
 */
package io.voxlynx.contact;
