/**
 * Brings a contacts file into a campaign. The file is staged in the database so that any node can go on with it; each
 * round of rows is one transaction that also records how far it got, so that a kill loses nothing and repeats nothing.
 */
package io.voxlynx.contact.imports;
